"""YAML into a plan and a project: the strict reader, faults in words, schemas for editors."""
