"""Tables of articles: CSV, workbooks, Parquet."""
