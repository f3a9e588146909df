"""Files of the insolvency register (CIR): the XML of its web service."""
