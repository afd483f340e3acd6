"""Small operations on arrays and sparse matrices that signals share."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.past.training import Floats, Matrix

Weights = npt.NDArray[np.floating[Any]]

_TINY = np.float32(1e-9)


def unit_rows(rows: Floats) -> Floats:
    """Return rows of length one; rows of zeros stay."""
    return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + _TINY), dtype=np.float32)


def row_shares(matrix: Matrix) -> Matrix:
    """Return a sparse matrix whose rows sum to one; empty rows stay."""
    return scaled_rows(matrix, 1.0 / np.maximum(sums(matrix), _TINY))


def scaled_rows(matrix: Matrix, factors: Weights) -> Matrix:
    """Return a sparse matrix (r, c) with each row multiplied by its factor (r)."""
    matrix = matrix.tocsr()
    data = matrix.data * np.repeat(np.asarray(factors, dtype=np.float32), np.diff(matrix.indptr))
    return sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape, copy=False)


def scaled_columns(matrix: Matrix, factors: Weights) -> Matrix:
    """Return a sparse matrix (r, c) with each column multiplied by its factor (c)."""
    matrix = matrix.tocsr()
    data = matrix.data * np.asarray(factors, dtype=np.float32)[matrix.indices]
    return sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape, copy=False)


def sums(matrix: Matrix, axis: int = 1) -> Floats:
    """Return sums over an axis of a sparse matrix as a flat array."""
    return np.asarray(matrix.sum(axis=axis), dtype=np.float32).ravel()


def lengths(matrix: Matrix) -> Floats:
    """Return the lengths of the rows of a sparse matrix."""
    return np.sqrt(sums(matrix.multiply(matrix)))


def without_diagonal(matrix: Matrix) -> Matrix:
    """Return a square sparse matrix with nothing on its diagonal."""
    kept = (matrix - sparse.diags_array(matrix.diagonal())).tocsr()
    kept.eliminate_zeros()
    return kept


def dense(matrix: Matrix) -> Floats:
    """Return a sparse matrix as a full one."""
    return np.asarray(matrix.toarray(), dtype=np.float32)


def to_mean_one(values: Floats) -> Floats:
    """Return rows (q, c) divided by their mean; rows of zeros stay."""
    return np.asarray(values / np.maximum(values.mean(axis=1, keepdims=True), _TINY), dtype=np.float32)
