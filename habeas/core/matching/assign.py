"""The assignment problem: who goes where, so that the sum of the values is the greatest there is.

Rows and columns are each used at most once. Every row also has a column of its own worth nothing, "stay
idle", so that a full matching always exists. The relaxation of this problem is exact.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def best(rows: Ints, columns: Ints, values: Floats) -> Ints:
    """Indices of the chosen edges, ascending. `rows`, `columns`, `values` have one entry an edge.

    Edges that are worth nothing or less are never chosen. No edge may be given twice.
    """
    worth = np.flatnonzero(values > 0)
    if worth.size == 0:
        return worth
    row_ids, r = np.unique(rows[worth], return_inverse=True)
    column_ids, c = np.unique(columns[worth], return_inverse=True)
    idle = np.arange(row_ids.size)
    # The solver minimises and takes an explicit zero for no edge, so that costs stay above it.
    top = float(values[worth].max()) + 1.0
    cost = np.concatenate([top - values[worth], np.full(idle.size, top)])
    at = (np.concatenate([r, idle]), np.concatenate([c, column_ids.size + idle]))
    graph = coo_matrix((cost, at), shape=(row_ids.size, column_ids.size + idle.size)).tocsr()
    chosen_rows, chosen_columns = min_weight_full_bipartite_matching(graph)
    width = column_ids.size + idle.size
    taken = (
        chosen_rows[chosen_columns < column_ids.size] * width
        + chosen_columns[chosen_columns < column_ids.size]
    )
    return worth[np.isin(r * width + c, taken)]


def greedy(rows: Ints, columns: Ints, values: Floats) -> Ints:
    """The same by taking the best edge that is left, again and again: never better, always quick."""
    used_rows: set[int] = set()
    used_columns: set[int] = set()
    chosen: list[int] = []
    for edge in np.lexsort((columns, rows, -values)).tolist():
        row, column = int(rows[edge]), int(columns[edge])
        if values[edge] <= 0:
            break
        if row not in used_rows and column not in used_columns:
            used_rows.add(row)
            used_columns.add(column)
            chosen.append(edge)
    return np.array(sorted(chosen), dtype=np.int64)
