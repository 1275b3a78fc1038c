"""What a picture was made from and what was made from it: found, walked along, compared."""
