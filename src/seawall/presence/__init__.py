"""Who was where when, on the disk and in memory: sealed days and their keys, the live tail, and who may ask them."""
