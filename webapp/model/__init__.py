"""What an event, a source, a date and a problem are. No Flask, no Plotly, no files."""
