"""The files of a model as they lie on disk, read without torch and not believed unchecked."""
