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


def best_pairs(rows: Ints, columns: Ints, values: Floats) -> Ints:
    """Indices of the chosen edges, ascending. `rows`, `columns`, `values` have one entry an edge.

    Edges that are worth nothing or less are never chosen. No edge may be given twice.
    """
    useful = np.flatnonzero(values > 0)
    if useful.size == 0:
        return useful
    row_ids, r = np.unique(rows[useful], return_inverse=True)
    column_ids, c = np.unique(columns[useful], return_inverse=True)
    idle = np.arange(row_ids.size)
    # The solver minimises and takes an explicit zero for no edge, so that costs stay above it.
    top = float(values[useful].max()) + 1.0
    cost = np.concatenate([top - values[useful], np.full(idle.size, top)])
    at = (np.concatenate([r, idle]), np.concatenate([c, column_ids.size + idle]))
    graph = coo_matrix((cost, at), shape=(row_ids.size, column_ids.size + idle.size)).tocsr()
    matched_rows, matched_columns = min_weight_full_bipartite_matching(graph)
    width = column_ids.size + idle.size
    is_real = matched_columns < column_ids.size
    cells = matched_rows[is_real] * width + matched_columns[is_real]
    return useful[np.isin(r * width + c, cells)]


def greedy_pairs(rows: Ints, columns: Ints, values: Floats) -> Ints:
    """The same by taking the best edge that is left, again and again: never better, always quick."""
    used_rows: set[int] = set()
    used_columns: set[int] = set()
    edges: list[int] = []
    for edge in np.lexsort((columns, rows, -values)).tolist():
        row, column = int(rows[edge]), int(columns[edge])
        if values[edge] <= 0:
            break
        if row not in used_rows and column not in used_columns:
            used_rows.add(row)
            used_columns.add(column)
            edges.append(edge)
    return np.array(sorted(edges), dtype=np.int64)
