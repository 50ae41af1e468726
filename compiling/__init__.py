"""How the wheel is built: compiled by mypyc where there is a C compiler, and pure Python elsewhere."""
