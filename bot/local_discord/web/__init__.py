"""What a browser asks for: the page and its calls, files of the CDN; other sites are kept out."""
