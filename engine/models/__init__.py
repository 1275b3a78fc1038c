"""What a loaded model is made of, and how a request begins on it and ends as pictures.

It knows no files and no other models; `loading` makes what is described here.
"""
