NAME = "library"
