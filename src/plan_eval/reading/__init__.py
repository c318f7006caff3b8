"""What departments send, from bytes to tidy rows. In the order a file takes:

`find` which files · `decoding`, `readers` bytes to grids · `merged`, `tables`, `headers`,
`title_lines` where the table lies and what its columns mean · `wide` a wide table made tidy ·
`sender` who reports, for which year · `vocabulary`, `cells`, `tidying` what a cell says ·
`figures`, `self_assessments` the two forms · `one_file`, `submissions` files together.
"""
