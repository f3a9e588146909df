"""What goes into a return of VAT as a file, with all that it rests on."""
