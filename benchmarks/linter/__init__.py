"""What the linter costs, against its peers on the same files in the same run."""
