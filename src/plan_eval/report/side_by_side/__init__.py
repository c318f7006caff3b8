"""The volume that sets districts side by side: what it says, and the files it is written as."""
