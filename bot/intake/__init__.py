"""The way in: a command, a button or a form is read, checked and prepared into orders."""
