"""The distributed twin of a trace: the same kernels, over a Parquet data set on Spark, for a province of stays.

Spark is an extra (`seawall[spark]`): `session` alone is imported without it.
"""
