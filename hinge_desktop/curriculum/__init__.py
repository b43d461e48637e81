"""What is taught: the exercises as data, their strict parser, the ladder of ten steps."""
