"""Bytes to Reading: text blocks and tables with locators; knows no statistics."""
