"""Drawing: values in, a chart or a piece of HTML out. Nothing here asks for data or knows Streamlit."""
