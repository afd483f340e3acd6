"""How the service's costs grow with a federation, beside what people would build otherwise: `make bench-scale`."""
