"""The desk's pages: what the duty room looks at and signs on. `seawall serve` starts them."""
