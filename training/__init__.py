"""How the bundled model was made, from corpus to weights; README.md has the commands.

Not installed with the tool: every step is run as ``python -m training.NAME`` from the root of the
repository, with the dependencies of the extra ``train``.

    corpus → vocabulary → align → prepare → lexical → train → pack → measure
"""
