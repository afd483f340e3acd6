"""What `flask demo` is made of: one at a time, a free port, and the web service as the Procfile says."""
