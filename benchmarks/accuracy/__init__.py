"""How much of the truth does shapeguard find, and how often is it wrong? Measured on code with tests.

``python -m benchmarks.accuracy.mutation``
    Seeds shape bugs into correct, tested code, keeps those that the tests notice, and asks the linters.
``python -m benchmarks.accuracy.established``
    Runs over established packages, where every finding must stand up to reading.
"""
