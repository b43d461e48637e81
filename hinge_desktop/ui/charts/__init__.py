"""The charts of the Progress page. The only importer of pyqtgraph, and imported only when a chart is first seen:
pyqtgraph costs a third of a second that the first frame should not wait for."""
