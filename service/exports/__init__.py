"""What leaves the service as files: tables as CSV and XLSX, and a report for a board as PDF."""
