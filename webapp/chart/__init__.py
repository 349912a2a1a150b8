"""A view of the table as a Plotly figure: time scale, lanes, rows, labels, marks.

Everything is laid out here in pixels of the plot area, so that what overlaps what can be tested
without a browser; `figure` turns the layout into Plotly's terms.
"""
