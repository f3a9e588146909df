"""The tabs of the case screen, one module each, and the pages that open from them."""
