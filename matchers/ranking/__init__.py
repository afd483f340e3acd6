"""The learned ranker: signals of who may work with whom, put together by an additive model that can be read.

`learn` fits one model a task (partners of an organisation, members for a project idea) to what followed in the
past; `TaskModel` scores, tells what each signal contributed, and gives a probability.
"""
