"""Streamlit over a publication; reads nothing else."""
