"""One HTML file about a comparison: no request, no script, nothing that changes when it is made again."""
