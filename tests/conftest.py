"""What all tests share."""

from hypothesis import settings

# Timings are for benchmarks/: on a busy machine a deadline fails what is right.
settings.register_profile("wortlaut", deadline=None, derandomize=True)
settings.load_profile("wortlaut")
