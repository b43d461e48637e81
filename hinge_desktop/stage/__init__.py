"""Drawing a figure: projection, painter, contact sheets. Plain functions over a QPainter."""
