"""What the numbers mean and where they live; knows no Dagster and no Streamlit."""
