"""Loops that SG301 recognises, and what it makes of them: each is run both ways and compared."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A loop over arrays of the test (see ``test_vectorising``), the lines expected, and the names to compare."""

    loop: str
    lines: str
    results: str = "out"
    before: str = ""


MAPS = (
    Case("for i in range(m):\n    out[i] = a[i] + b[i]", "out[:] = a + b"),
    Case("for i in range(len(a)):\n    out[i] = 2 * a[i] ** 2 - 1", "out[:] = 2 * a ** 2 - 1"),
    Case("for i in range(a.shape[0]):\n    out[i] = np.exp(-a[i])", "out[:] = np.exp(-a)"),
    Case("for i in range(m):\n    out[i] = math.exp(a[i])", "out[:] = np.exp(a)"),
    Case("for i, x in enumerate(a):\n    out[i] = x * b[i]", "out[:] = a * b"),
    Case("for i, (x, y) in enumerate(zip(a, b)):\n    out[i] = x - y", "out[:] = a - b"),
    Case("for i in range(m):\n    out[i] = sigmoid(a[i])", "out[:] = sigmoid(a)"),
    Case("for i in range(m):\n    out[i] = relu(a[i])", "out[:] = np.where(a > 0, a, 0.0)"),
    Case("for i in range(m):\n    out[i] = logistic(a[i] * 2)", "out[:] = 1 / (1 + np.exp(-(a * 2)))"),
    Case("for i in range(m):\n    out[i] = 1 / (1 + np.exp(-a[i]))", "out[:] = 1 / (1 + np.exp(-a))"),
    Case("for i in range(m):\n    out[i] = max(a[i], 0)", "out[:] = np.maximum(a, 0)"),
    Case("for i in range(m):\n    out[i] = abs(a[i])", "out[:] = np.abs(a)"),
    Case("for i in range(m):\n    out[i] = a[i] if a[i] > 0 else 0", "out[:] = np.where(a > 0, a, 0)"),
    Case("for i in range(m):\n    out[i] = a[i] > b[i] and a[i] > 0", "out[:] = (a > b) & (a > 0)"),
    Case("for i in range(m):\n    out[i] += a[i]", "out += a"),
    Case("for i in range(m):\n    out[i] *= 2", "out *= 2"),
    Case("for i in range(m):\n    labels[i] += 2", "labels += 2", "labels"),
    Case("for i in range(m):\n    labels[i] += a[i]", "labels[:] = labels + a", "labels"),
    Case("for i in range(m):\n    labels[i] /= 2", "labels[:] = labels / 2", "labels"),
    Case("for i in range(m):\n    out[i] = i ** 2", "out[:] = np.arange(m) ** 2"),
    Case("for i in range(m):\n    out[i] = 7", "out[:] = 7"),
    Case("for i, x in enumerate(a, start=1):\n    out[i - 1] = x * i", "out[:] = a * np.arange(1, len(a) + 1)"),
    Case("for i in range(m):\n    out[i] = table[labels[i]]", "out[:] = table[labels]"),
    Case("for i in range(m - 1):\n    out[i] = a[i + 1] - a[i]", "out[:-1] = a[1:] - a[:-1]"),
    Case("for i in range(1, m):\n    out[i] = a[i - 1]", "out[1:] = a[:-1]"),
    Case("for i in range(3):\n    out[i] = a[i]", "out[:3] = a[:3]"),
    Case("for i in range(m):\n    out2[0, i] = a[i] * 3", "out2[0] = a * 3", "out2"),
    Case("for i in range(m):\n    Z[:, i] = X[:, i] + w", "Z[:] = X + w[:, None]", "Z"),
    Case("for i in range(m):\n    Z[:, i] = X[:, i] * a[i]", "Z[:] = X * a", "Z"),
    Case("for i in range(m):\n    R[i] = R2[i] * a[i]", "R[:] = R2 * a[:, None]", "R"),
    Case("for i in range(m):\n    R[i, :] = R2[i, :] - w", "R[:] = R2 - w", "R"),
    Case("for i in range(m):\n    R[i] = X[:, i]", "R[:] = X.T", "R"),
    Case("for i in range(m):\n    z = a[i] * 2\n    out[i] = z + z ** 2", "z = a * 2; out[:] = z + z ** 2"),
    Case(
        "results = []\nfor x in a:\n    results.append(np.sqrt(abs(x)))",
        "results.extend(np.sqrt(np.abs(a)))",
        "results",
    ),
    Case("for j in range(nx):\n    for i in range(m):\n        Z[j, i] = X[j, i] ** 2", "Z[:] = X ** 2", "Z"),
    Case("for i in range(m):\n    for j in range(nx):\n        Z[j, i] = X[j, i] - w[j]", "Z[:] = X - w[:, None]", "Z"),
)

REDUCTIONS = (
    Case("for i in range(m):\n    s += a[i] * b[i]", "s += np.dot(a, b)", "s"),
    Case("for i in range(m):\n    s = s + a[i] * b[i]", "s += np.dot(a, b)", "s"),
    Case("for i in range(m):\n    s -= a[i]", "s -= np.sum(a)", "s"),
    Case("for x in a:\n    s += x ** 2", "s += np.sum(a ** 2)", "s"),
    Case("for x, y in zip(a, b):\n    s += (x - y) ** 2", "s += np.sum((a - b) ** 2)", "s"),
    Case("for x in a:\n    s *= x", "s *= np.prod(a)", "s"),
    Case("for i in range(m):\n    s += a[i] * b[i] / m", "s += np.sum(a * b / m)", "s"),
    Case("for i in range(m):\n    dw += X[:, i] * a[i]", "dw += np.dot(X, a)", "dw"),
    Case("for i in range(m):\n    dw += a[i] * X[:, i]", "dw += np.dot(X, a)", "dw"),
    Case("for i in range(m):\n    dw -= R2[i] * a[i]", "dw -= np.dot(a, R2)", "dw"),
    Case("for x, y in zip(X.T, a):\n    dw += x * y", "dw += np.dot(a, X.T)", "dw"),
    Case("for i in range(m):\n    dw += X[:, i]", "dw += np.sum(X, axis=1)", "dw"),
    Case("for row in R2:\n    dw += row", "dw += np.sum(R2, axis=0)", "dw"),
    Case("for i in range(m):\n    s += np.dot(w, X[:, i])", "s += np.sum(np.dot(w, X))", "s"),
    Case("for i in range(m):\n    s += np.dot(X[:, i], X[:, i])", "s += np.sum(np.sum(X * X, axis=0))", "s"),
    Case("for i in range(m):\n    s += w @ R2[i]", "s += np.sum(R2 @ w)", "s"),
    Case("for i in range(m):\n    s = max(s, a[i])", "s = max(s, np.max(a))", "s"),
    Case("for x in a:\n    s = min(s, x)", "s = min(s, np.min(a))", "s"),
    Case("for x in a:\n    if x > s:\n        s = x", "s = max(s, np.max(a))", "s"),
    Case("for x in a:\n    if x < s:\n        s = x", "s = min(s, np.min(a))", "s"),
    Case("for i in range(m):\n    s += X[0, i] * a[i]", "s += np.dot(X[0], a)", "s"),
    Case("for i in range(m):\n    for j in range(nx):\n        s += X[j, i]", "s += np.sum(np.sum(X, axis=0))", "s"),
    Case("for x in X.T:\n    s += np.sum(x ** 2)", "s += np.sum(np.sum(X.T ** 2, axis=1))", "s"),
    Case("for j in range(nx):\n    for i in range(m):\n        dw[j] += X[j, i] * a[i]", "dw += np.dot(X, a)", "dw"),
    Case("for i in range(m):\n    for j in range(nx):\n        dw[j] += X[j, i] * a[i]", "dw += np.dot(X, a)", "dw"),
)

PRODUCTS = (
    Case("for i in range(m):\n    out[i] = np.dot(w, X[:, i]) + s", "out[:] = np.dot(w, X) + s"),
    Case("for i in range(m):\n    out[i] = R2[i] @ w", "out[:] = R2 @ w"),
    Case("for i in range(m):\n    Z[:, i] = np.dot(W, X[:, i])", "Z[:] = np.dot(W, X)", "Z"),
    Case("for i in range(m):\n    R[i] = W @ R2[i]", "R[:] = R2 @ W.T", "R"),
    Case("for i in range(m):\n    R[i] = R2[i] @ W", "R[:] = R2 @ W", "R"),
    Case("for i in range(m):\n    for j in range(m):\n        M[i, j] = a[i] * b[j]", "M[:] = np.outer(a, b)", "M"),
    Case("for j in range(m):\n    for i in range(m):\n        M[i, j] = a[i] * b[j]", "M[:] = np.outer(a, b)", "M"),
    Case("for i in range(m):\n    for j in range(m):\n        M[i, j] = a[i] - b[j]", "M[:] = a[:, None] - b", "M"),
    Case(
        "for i in range(nx):\n    for j in range(m):\n        t = 0\n        for k in range(nx):\n"
        "            t += W[i, k] * X[k, j]\n        Z[i, j] = t",
        "Z[:] = np.dot(W, X)",
        "Z",
    ),
    Case(
        "for i in range(nx):\n    for j in range(m):\n        for k in range(nx):\n"
        "            Z[i, j] += W[i, k] * X[k, j]",
        "Z += np.dot(W, X)",
        "Z",
    ),
    Case(
        "for i in range(nx):\n    for k in range(nx):\n        for j in range(m):\n"
        "            Z[i, j] += W[i, k] * X[k, j]",
        "Z += np.dot(W, X)",
        "Z",
    ),
    Case(
        "for i in range(m):\n    t = 0\n    for j in range(nx):\n        t += w[j] * X[j, i]\n    out[i] = t",
        "out[:] = np.dot(w, X)",
    ),
)

OF_ONE_SAMPLE = (
    Case("for i in range(m):\n    out[i] = X[:, i].sum()", "out[:] = X.sum(axis=0)"),
    Case("for i in range(m):\n    out[i] = sum(X[:, i])", "out[:] = np.sum(X, axis=0)"),
    Case(
        "for i in range(m):\n    out[i] = np.max(R2[i]) - R2[i].min()", "out[:] = np.max(R2, axis=1) - R2.min(axis=1)"
    ),
    Case("for i in range(m):\n    out[i] = X[:, i].std(ddof=1)", "out[:] = X.std(axis=0, ddof=1)"),
    Case("for i in range(m):\n    out[i] = np.argmax(X[:, i])", "out[:] = np.argmax(X, axis=0)"),
    Case("for i in range(m):\n    out[i] = np.median(X[:, i])", "out[:] = np.median(X, axis=0)"),
    Case(
        "for i in range(m):\n    out[i] = np.linalg.norm(X[:, i] - w)",
        "out[:] = np.linalg.norm(X - w[:, None], axis=0)",
    ),
    Case("for i in range(m):\n    out[i] = (X[:, i] > 0).all()", "out[:] = (X > 0).all(axis=0)"),
    Case("for i in range(m):\n    out[i] = images[i].mean()", "out[:] = images.mean(axis=(1, 2))"),
    Case("for i in range(m):\n    out[i] = np.linalg.norm(images[i])", "out[:] = np.linalg.norm(images, axis=(1, 2))"),
    Case("for i in range(m):\n    R[i] = R2[i] / R2[i].sum()", "R[:] = R2 / R2.sum(axis=1)[:, None]", "R"),
    Case("for i in range(m):\n    R[i, :] -= R[i, :].mean()", "R -= R.mean(axis=1)[:, None]", "R"),
    Case(
        "for i in range(m):\n    Z[:, i] = X[:, i] / np.linalg.norm(X[:, i])",
        "Z[:] = X / np.linalg.norm(X, axis=0)",
        "Z",
    ),
    Case(
        "for i in range(m):\n    e = np.exp(X[:, i] - X[:, i].max())\n    Z[:, i] = e / e.sum()",
        "e = np.exp(X - X.max(axis=0)); Z[:] = e / e.sum(axis=0)",
        "Z",
    ),
    Case("for x in X.T:\n    s += x.var()", "s += np.sum(X.T.var(axis=1))", "s"),
)

OTHERS = (
    Case(
        "for j in range(nx):\n    for i in range(m):\n        if X[j, i] < 0:\n            X[j, i] = 0",
        "X[X < 0] = 0",
        "X",
    ),
    Case(
        "for j in range(nx):\n    for i in range(m):\n        if X[j, i] < 0:\n            X[j, i] = 0\n"
        "        else:\n            X[j, i] *= 2",
        "X[:] = np.where(X < 0, 0, X * 2)",
        "X",
    ),
    Case(
        "for j in range(nx):\n    for i in range(m):\n        if X[j, i] > 1:\n            X[j, i] = 1\n"
        "        elif X[j, i] < -1:\n            X[j, i] = -1",
        "X[:] = np.where(X > 1, 1, np.where(X < -1, -1, X))",
        "X",
    ),
    Case(
        "for i in range(len(labels)):\n    if labels[i] == 3:\n        counts[3] += 1",
        "counts[3] += np.count_nonzero(labels == 3)",
        "counts",
    ),
    Case("for i in range(m):\n    s += int(a[i] > b[i])", "s += np.count_nonzero(a > b)", "s"),
    Case("for i in range(m):\n    s += 1 if a[i] > b[i] else 0", "s += np.count_nonzero(a > b)", "s"),
    Case(
        "for i in range(m):\n    if a[i] > 0:\n        s += 1\n    else:\n        s += b[i]",
        "s += np.sum(np.where(a > 0, 1, b))",
        "s",
    ),
    Case(
        "for i in range(m):\n    if a[i] > 1:\n        a[i] = 1\n    elif a[i] < -1:\n        a[i] = -1",
        "a[:] = np.where(a > 1, 1, np.where(a < -1, -1, a))",
        "a",
    ),
    Case(
        "for i in range(m):\n    z = a[i]\n    if z > 0:\n        z += 1\n    out[i] = z",
        "z = a; z = np.where(z > 0, z + 1, z); out[:] = z",
    ),
    Case(
        "for i in range(m):\n    z = a[i]\n    if b[i] > 0:\n        z = 1\n    out[i] = z",
        "z = a; z = np.where(b > 0, 1, z); out[:] = z",
    ),
    Case("for i in range(m):\n    s = s + a[i]\n    out[i] = s", "out[:] = s + np.cumsum(a); s = out[-1]", "out s"),
    Case("for i in range(1, m):\n    out[i] = a[i] + out[i - 1]", "out[1:] = out[0] + np.cumsum(a[1:])"),
    Case("for i in range(1, m):\n    out[i] += out[i - 1]", "out[:] = np.cumsum(out)"),
    Case("for i in range(m):\n    s *= a[i]\n    out[i] = s", "out[:] = s * np.cumprod(a); s = out[-1]", "out s"),
    Case(
        "for i in range(m):\n    counts[labels[i]] = counts[labels[i]] + 1",
        "np.add.at(counts, labels, 1)",
        "counts",
    ),
    Case(
        "for i in range(len(labels)):\n    k = labels[i]\n    counts[k] += 1",
        "k = labels; np.add.at(counts, k, 1)",
        "counts",
    ),
    Case("for i in range(m):\n    if a[i] > 0:\n        out[i] += b[i]", "out[:] = np.where(a > 0, out + b, out)"),
    Case(
        "for i in range(m):\n    if a[i] > 1:\n        out[i] = 1\n    elif a[i] < -1:\n"
        "        out[i] = -1\n    else:\n        out[i] = b[i]",
        "out[:] = np.where(a > 1, 1, np.where(a < -1, -1, b))",
    ),
    Case("for i in range(m):\n    s += a[i]\n    out[i] = s", "out[:] = s + np.cumsum(a); s = out[-1]", "out s"),
    Case("for i in range(1, m):\n    out[i] = out[i - 1] + a[i]", "out[1:] = out[0] + np.cumsum(a[1:])"),
    Case("for i in range(m):\n    if a[i] < 0:\n        a[i] = 0", "a[a < 0] = 0", "a"),
    Case(
        "for i in range(m):\n    if a[i] > 0:\n        out[i] = 1\n    else:\n        out[i] = -1",
        "out[:] = np.where(a > 0, 1, -1)",
    ),
    Case("for i in range(m):\n    if a[i] > 0:\n        out[i] = b[i]", "out[:] = np.where(a > 0, b, out)"),
    Case("for x in a:\n    if x > 0:\n        s += 1", "s += np.count_nonzero(a > 0)", "s"),
    Case("for x in a:\n    if x > 0:\n        s += x", "s += np.sum(a[a > 0])", "s"),
    Case("for x, y in zip(a, b):\n    if x > 0:\n        s += x * y", "s += np.sum(np.where(a > 0, a * b, 0))", "s"),
    Case(
        "for i in range(m):\n    counts[labels[i]] += 1",
        "np.add.at(counts, labels, 1)",
        "counts",
    ),
    Case(
        "for label in labels:\n    counts[label] += 1", "np.add.at(counts, labels, 1)", "counts"
    ),
    Case("for i in range(m):\n    counts[labels[i]] += a[i]", "np.add.at(counts, labels, a)", "counts"),
)

STRIDED = (
    Case("for i in range(0, m, 2):\n    out[i] = a[i] * 2", "out[::2] = a[::2] * 2"),
    Case("for i in range(1, m, 3):\n    out[i] += a[i]", "out[1::3] += a[1::3]"),
    Case(
        "for i in range(0, 4, 2):\n    Z[:, i] = X[:, i + 1] * i",
        "Z[:, :4:2] = X[:, 1:5:2] * np.arange(0, 4, 2)",
        "Z",
    ),
    Case("for i in range(0, m, 2):\n    s += a[i] * b[i]", "s += np.dot(a[::2], b[::2])", "s"),
    Case("for i in range(0, m, 2):\n    R[i] = R2[i] - w", "R[::2] = R2[::2] - w", "R"),
    Case(
        "for i in range(0, m, 2):\n    if a[i] < 0:\n        a[i] = 1",
        "a[::2] = np.where(a[::2] < 0, 1, a[::2])",
        "a",
    ),
)

_WINDOWS = "np.lib.stride_tricks.sliding_window_view"
WINDOWS = (
    Case("for i in range(m - 2):\n    out[i] = a[i:i + 3].mean()", f"out[:-2] = {_WINDOWS}(a, 3).mean(axis=1)"),
    Case("for i in range(m - nx + 1):\n    s += a[i:i + nx].max()", f"s += np.sum({_WINDOWS}(a, nx).max(axis=1))", "s"),
    Case(
        "for i in range(1, m - 1):\n    out[i] = np.median(a[i - 1:i + 2])",
        f"out[1:-1] = np.median({_WINDOWS}(a, 3), axis=1)",
    ),
    Case(
        "for i in range(1, m - 3):\n    out[i] = sum(a[i:2 + i])",
        f"out[1:-3] = np.sum({_WINDOWS}(a, 2)[1:-2], axis=1)",
    ),
    Case(
        "for i in range(m - nx + 1):\n    out[i] = np.dot(w, a[i:i + nx])",
        f"out[:m - nx + 1] = np.dot({_WINDOWS}(a, nx), w)",
    ),
)

BATCHES = (
    Case("for i in range(m):\n    T[i] = images[i] @ images2[i]", "T[:] = images @ images2", "T"),
    Case("for i in range(m):\n    T[i] = np.dot(images[i], images2[i])", "T[:] = images @ images2", "T"),
    Case("for i, x in enumerate(images):\n    T[i] = np.matmul(x, M32)", "T[:] = images @ M32", "T"),
    Case("for i in range(m):\n    T[i] = images[i] @ images2[i] + 1", "T[:] = images @ images2 + 1", "T"),
    Case("for i in range(m):\n    R23[i] = images[i] @ R33[i]", "R23[:] = (images @ R33[:, :, None])[..., 0]", "R23"),
    Case("for i in range(m):\n    R33[i] = R23[i] @ images[i]", "R33[:] = (R23[:, None] @ images)[:, 0]", "R33"),
    Case("for i in range(m):\n    R23[i] = images[i] @ w3", "R23[:] = images @ w3", "R23"),
    Case("for i in range(m):\n    images2[i] = M32 @ T[i]", "images2[:] = M32 @ T", "images2"),
)

EXTREMA = (
    Case(
        "for i in range(m):\n    if labels[i] > s:\n        s, k = labels[i], i",
        "k = int(np.argmax(labels)) if np.max(labels) > s else k; s = max(s, np.max(labels))",
        "s k",
    ),
    Case(
        "for i, x in enumerate(labels):\n    if x < s:\n        s = x\n        k = i",
        "k = int(np.argmin(labels)) if np.min(labels) < s else k; s = min(s, np.min(labels))",
        "s k",
    ),
    Case(
        "for i in range(1, m):\n    if labels[k] < labels[i]:\n        k = i",
        "k = 1 + int(np.argmax(labels[1:])) if np.max(labels[1:]) > labels[k] else k",
        "k",
    ),
    Case("for x in a:\n    if s < x:\n        s = x", "s = max(s, np.max(a))", "s"),
)

LIKELY = (
    (
        Case(
            "for i in range(m):\n    if a[i] > s:\n        s = a[i]\n        k = i",
            "k = int(np.argmax(a)) if np.max(a) > s else k; s = max(s, np.max(a))",
            "s k",
        ),
        "the loop passes over NaN, np.argmax takes it",
    ),
    (
        Case(
            "for i in range(m):\n    if a[i] < a[k]:\n        k = i",
            "k = int(np.argmin(a)) if np.min(a) < a[k] else k",
            "k",
        ),
        "the loop passes over NaN, np.argmin takes it",
    ),
)
"""Lines that are shown and not written, and why."""

LECTURE = (
    Case(
        "for i in range(m):\n    x = X[:, i].reshape(-1, 1)\n    z = np.dot(W, x) + s\n    g = sigmoid(z)\n"
        "    dz = g - y01[i]\n    J += -(y01[i] * np.log(g) + (1 - y01[i]) * np.log(1 - g))\n    Z2 += x * dz\n"
        "    db += dz",
        "x = X; z = np.dot(W, x) + s; g = sigmoid(z); dz = g - y01; "
        "J += np.sum(-(y01 * np.log(g) + (1 - y01) * np.log(1 - g)), axis=1, keepdims=True); "
        "Z2 += np.sum(x * dz, axis=1, keepdims=True); db += np.sum(dz, axis=1, keepdims=True)",
        "J Z2 db",
    ),
    Case(
        "for i in range(m):\n    x = X[:, [i]]\n    y = Y[:, i:i + 1]\n    g = sigmoid(np.dot(W[:1], x) + s)\n"
        "    J += -(y * np.log(g) + (1 - y) * np.log(1 - g))\n    dz = g - y\n    Z2 += np.dot(x, dz.T)\n"
        "    Z2 -= x @ dz.T\n    db += dz\n    dw1 += x[0, 0]",
        "x = X; y = Y; g = sigmoid(np.dot(W[:1], x) + s); "
        "J += np.sum(-(y * np.log(g) + (1 - y) * np.log(1 - g)), axis=1, keepdims=True); dz = g - y; "
        "Z2 += np.dot(x, dz.T); Z2 -= x @ dz.T; db += np.sum(dz, axis=1, keepdims=True); dw1 += np.sum(x[0])",
        "J Z2 db dw1",
    ),
    Case(
        "for i in range(m):\n    Z[:, [i]] = np.dot(W, X[:, [i]]) * a[i]",
        "Z[:] = np.dot(W, X) * a",
        "Z",
    ),
    Case("for x in X.T:\n    Z2 += W @ x[:, None]", "Z2 += np.sum(W @ X, axis=1, keepdims=True)", "Z2"),
    Case(
        "for i in range(m):\n    x_i = X[:, i]\n    y_i, g = y01[i], sigmoid(a[i])\n"
        "    if y_i == 1:\n        J += -np.log(g)\n    else:\n        J += -np.log(1 - g)\n"
        "    dw[0] += x_i[0] * (g - y_i)\n    dw[1] = dw[1] + x_i[1] * (g - y_i)\n    db += g - y_i",
        "x_i = X; y_i = y01; g = sigmoid(a); J += np.sum(np.where(y_i == 1, -np.log(g), -np.log(1 - g))); "
        "dw[0] += np.dot(x_i[0], g - y_i); dw[1] += np.dot(x_i[1], g - y_i); db += np.sum(g - y_i)",
        "J dw db",
    ),
    Case(
        "for i in range(m):\n    z = (W[:1] @ X[:, i] + s).item()\n    dw[0] += z",
        "z = (W[:1] @ X + s)[0]; dw[0] += np.sum(z)",
        "dw",
    ),
    Case(
        "for i in range(m):\n    z = np.dot(w, X[:, i]) + s\n    g = sigmoid(z)\n"
        "    J += -(y01[i] * np.log(g) + (1 - y01[i]) * np.log(1 - g))\n    dz = g - y01[i]\n"
        "    dw1 += X[0, i] * dz\n    dw2 += X[1, i] * dz\n    db += dz",
        "z = np.dot(w, X) + s; g = sigmoid(z); J += np.sum(-(y01 * np.log(g) + (1 - y01) * np.log(1 - g))); "
        "dz = g - y01; dw1 += np.dot(X[0], dz); dw2 += np.dot(X[1], dz); db += np.sum(dz)",
        "J dw1 dw2 db",
    ),
    Case(
        "for i in range(m):\n    z = w[0] * X[0, i] + w[1] * X[1, i] + s\n    g = 1.0 / (1.0 + math.exp(-z))\n"
        "    J -= y01[i] * math.log(g) + (1 - y01[i]) * math.log(1 - g)\n    dz = g - y01[i]\n    dw += X[:, i] * dz\n"
        "    db = db + dz",
        "z = w[0] * X[0] + w[1] * X[1] + s; g = 1.0 / (1.0 + np.exp(-z)); "
        "J -= np.sum(y01 * np.log(g) + (1 - y01) * np.log(1 - g)); dz = g - y01; dw += np.dot(X, dz); db += np.sum(dz)",
        "J dw db",
    ),
    Case(
        "for x, t in zip(X.T, y01):\n    g = sigmoid(np.dot(w, x))\n    dz = g - t\n    dw += x * dz\n    J += dz ** 2",
        "g = sigmoid(np.dot(X.T, w)); dz = g - y01; dw += np.dot(dz, X.T); J += np.sum(dz ** 2)",
        "J dw",
    ),
    Case(
        "for i in range(m):\n    g = 1 / (1 + np.exp(-(np.dot(w, X[:, i]) + s)))\n"
        "    J = J - (y01[i] * np.log(g) + (1 - y01[i]) * np.log(1 - g))\n"
        "    dw = dw + (g - y01[i]) * X[:, i]\n    db = db + (g - y01[i])",
        "g = 1 / (1 + np.exp(-(np.dot(w, X) + s))); J -= np.sum(y01 * np.log(g) + (1 - y01) * np.log(1 - g)); "
        "dw = dw + np.dot(X, g - y01); db += np.sum(g - y01)",
        "J dw db",
    ),
    Case(
        "for i, (x, t) in enumerate(zip(X.T, y01)):\n    g = sigmoid(w @ x + s)\n"
        "    J += -(t * np.log(g) + (1 - t) * np.log(1 - g))\n    dz = g - t\n    dw1 += x[0] * dz\n"
        "    dw2 += x[1] * dz\n    db += dz",
        "g = sigmoid(X.T @ w + s); J += np.sum(-(y01 * np.log(g) + (1 - y01) * np.log(1 - g))); dz = g - y01; "
        "dw1 += np.dot(X[0], dz); dw2 += np.dot(X[1], dz); db += np.sum(dz)",
        "J dw1 dw2 db",
    ),
    Case(
        "for i in range(m):\n    x1 = X[0, i]\n    x2 = X[1, i]\n    z = w[0] * x1 + w[1] * x2 + s\n"
        "    g = sigmoid(z)\n    dz = g - y01[i]\n    dw1 += x1 * dz\n    dw2 += x2 * dz\n    db += dz",
        "x1 = X[0]; x2 = X[1]; z = w[0] * x1 + w[1] * x2 + s; g = sigmoid(z); dz = g - y01; "
        "dw1 += np.dot(x1, dz); dw2 += np.dot(x2, dz); db += np.sum(dz)",
        "dw1 dw2 db",
    ),
    Case(
        "for i in range(m):\n    x = X[:, i]\n    z = np.dot(w, x) + s\n    g = sigmoid(z)\n    dz = g - y01[i]\n"
        "    dw1 += x[0] * dz\n    dw2 += x[1] * dz\n    db += dz",
        "x = X; z = np.dot(w, x) + s; g = sigmoid(z); dz = g - y01; "
        "dw1 += np.dot(x[0], dz); dw2 += np.dot(x[1], dz); db += np.sum(dz)",
        "dw1 dw2 db",
    ),
    Case(
        "for i in range(m):\n    out[i] = np.dot(w, X[:, i]) + s\n    b[i] = sigmoid(out[i])\n"
        "    J += -(y01[i] * np.log(b[i]) + (1 - y01[i]) * np.log(1 - b[i]))\n    a[i] = b[i] - y01[i]\n"
        "    dw1 += X[0, i] * a[i]\n    dw2 += X[1, i] * a[i]\n    db += a[i]",
        "out[:] = np.dot(w, X) + s; b[:] = sigmoid(out); J += np.sum(-(y01 * np.log(b) + (1 - y01) * np.log(1 - b))); "
        "a[:] = b - y01; dw1 += np.dot(X[0], a); dw2 += np.dot(X[1], a); db += np.sum(a)",
        "J dw1 dw2 db out a b",
    ),
    Case(
        "for i in range(m):\n    z = 0\n    for j in range(nx):\n        z += w[j] * X[j, i]\n    z += s\n"
        "    g = sigmoid(z)\n    dz = g - y01[i]\n    for j in range(nx):\n        dw[j] += X[j, i] * dz\n    db += dz",
        "z = np.dot(w, X) + s; g = sigmoid(z); dz = g - y01; dw += np.dot(X, dz); db += np.sum(dz)",
        "dw db",
    ),
    Case(
        "for j in range(nx):\n    for i in range(m):\n        dw[j] += (sigmoid(a[i]) - y01[i]) * X[j, i]",
        "dw += np.dot(X, sigmoid(a) - y01)",
        "dw",
    ),
    Case(
        "for j in range(nx):\n    g = 0\n    for i in range(m):\n        g += X[j, i] * a[i]\n    dw[j] = g / m",
        "dw[:] = np.dot(X, a) / m",
        "dw",
    ),
)

SPELLINGS = (
    Case("for i in range(nx):\n    for j in range(m):\n        Z[i][j] = X[i][j] * 2", "Z[:] = X * 2", "Z"),
    Case("for i in range(m):\n    out[i] = X[0][i] - X[1][i]", "out[:] = X[0] - X[1]"),
    Case("for i in range(m):\n    M[i, y01[i]] = 1", "M[np.arange(m), y01] = 1", "M"),
    Case("for i, y in enumerate(y01):\n    M[y, i] += 1", "M[y01, np.arange(len(y01))] += 1", "M"),
    Case("for i in range(m):\n    s -= abs(M[i, y01[i]])", "s -= np.sum(np.abs(M[np.arange(m), y01]))", "s"),
    Case("for i in range(m):\n    out[i] = M[i, i]", "out[:] = np.diagonal(M)"),
    Case("for i in range(m):\n    s += M[i][i]", "s += np.sum(np.diagonal(M))", "s"),
    Case("for t, p in zip(y01, labels):\n    M5[t, p] += 1", "np.add.at(M5, (y01, labels), 1)", "M5"),
    Case("for i in range(m):\n    M5[labels[i]] += M5b[i]", "np.add.at(M5, labels, M5b)", "M5"),
    Case("for i in range(m):\n    if a[i] > 0:\n        s = s + 1", "s += np.count_nonzero(a > 0)", "s"),
    Case(
        "for x in a:\n    if x > 0:\n        s += 1\n    else:\n        J += 1",
        "s += np.count_nonzero(a > 0); J += np.count_nonzero(~(a > 0))",
        "s J",
    ),
    Case("for x in a:\n    if x < 0:\n        continue\n    s += x", "s += np.sum(a[~(a < 0)])", "s"),
    Case("for x in a:\n    if not x < 0:\n        results.append(x)", "results.extend(a[~(a < 0)])", "results"),
    Case(
        "for i in range(m):\n    if a[i] > b[i]:\n        results.append(i)",
        "results.extend(np.flatnonzero(a > b))",
        "results",
    ),
    Case("for i in range(m):\n    results.append(X[:, i] + w)", "results.extend((X + w[:, None]).T)", "results"),
    Case("for i in range(m):\n    out[i] = int(a[i] > 0.5)", "out[:] = (a > 0.5).astype(int)"),
    Case("for y in y01:\n    if not y:\n        s += 1", "s += np.count_nonzero(y01 == 0)", "s"),
    Case("for i in range(m):\n    t = a[i]\n    a[i] = t * b[i]", "t = a; a[:] = t * b", "a"),
    Case(
        "for i in range(m):\n    if a[i] > 0 and b[i] > 0 and y01[i] > 0:\n        s += 1",
        "s += np.count_nonzero((a > 0) & (b > 0) & (y01 > 0))",
        "s",
    ),
    Case(
        "for i in range(m):\n    if a[i] > 0:\n        if b[i] > 0:\n            s += 1",
        "s += np.count_nonzero((a > 0) & (b > 0))",
        "s",
    ),
    Case(
        "for x in a:\n    if x > 1:\n        s += 1\n    elif x < -1:\n        J += 1\n    else:\n        db += 1",
        "s += np.count_nonzero(a > 1); J += np.count_nonzero(~(a > 1) & (a < -1)); "
        "db += np.count_nonzero(~(a > 1) & ~(a < -1))",
        "s J db",
    ),
    Case("for i in range(m):\n    out[i] = pow(a[i], 2)", "out[:] = np.power(a, 2)"),
    Case("for i in range(m):\n    out[i] = round(a[i], 2)", "out[:] = np.round(a, 2)"),
    Case("for i in range(m):\n    out[i] = -1 < a[i] <= 1", "out[:] = (-1 < a) & (a <= 1)"),
    Case("for i in range(m):\n    W += np.outer(X[:, i], X[:, i])", "W += np.dot(X, X.T)", "W"),
    Case("for r in R2:\n    W += np.outer(r, r)", "W += np.dot(R2.T, R2)", "W"),
)

LEFT_ALONE = (
    "for i in range(m):\n    M[i, i] = 0",
    "k = 0\nfor i in range(m):\n    images[i, i % 2, k] = 0",
    "for i in range(m - 1):\n    out[i] = M[i, i + 1]",
    "for i in range(m):\n    labels[0] += a[i]",
    "for i in range(m):\n    if a[i] > 0:\n        labels[0] += a[i]",
    "for i in range(m):\n    t = a[i]\n    a[i] = b[i]\n    b[i] = t",
    "for i in range(m):\n    t = a[i]\n    a[i] = b[i]\n    s += t",
    "for x in a:\n    results.append(x + results[-1])",
    "for x in a:\n    if len(results) < 3:\n        results.append(x)",
    "for i in range(m):\n    out[i] = X[:, i].sum(axis=0)",
    "for i in range(m):\n    out[i] = images[i].argmax()",
    "for i in range(1, m):\n    R[i] = R[i] / R[i - 1].sum()",
    "for i in range(m):\n    R[i] -= R.mean()",
    "for i in range(m):\n    out[i] = a[np.random.randint(0, m)]",
    "for i in range(m):\n    chosen = X[0, random.choice(range(m))]\n    out[i] = chosen + a[i]",
    "for i in range(1, m):\n    out[i] = 0.9 * out[i - 1] + a[i]",
    "for i in range(m):\n    s = 0.9 * s + a[i]",
    "for i in range(m):\n    s += a[i]\n    out[i] = a[i] / s",
    "for i in range(m):\n    w = w - 0.1 * X[:, i]\n    out[i] = np.dot(w, X[:, i])",
    "for i in range(m):\n    print(a[i])",
    "for i in range(m):\n    if a[i] > 1:\n        break\n    s += a[i]",
    "for i in range(m):\n    out[i] = a[i]\n    out[m - i - 1] = b[i]",
    "for i in range(m - 1):\n    out[i + 1] = out[i] * 2",
    "for i in range(m):\n    out[i] = unknown(a[i])",
    "for i in range(m):\n    out[i] = halving(a[i])",
    "for i in range(m):\n    z = previous + a[i]\n    previous = z\n    out[i] = z",
    "for i in range(m):\n    s += random.random() * a[i]",
    "for i in range(m):\n    out[labels[i]] = a[i]",
    "for i in range(m):\n    s = s * 2 + a[i]",
    "for i in range(m):\n    s /= a[i]",
    "for i in range(m):\n    try:\n        out[i] = a[i]\n    except ValueError:\n        pass",
    "for i in range(m):\n    out[i] = a[(i * 3) % m]",
    "for k in range(10):\n    s += 1",
    "for key in {'x': 1}:\n    s += 1",
    "for i in range(m):\n    out[i] = np.random.randn() * a[i]",
    "for i in range(m):\n    M[i] = M[i - 1] + a",
    "for i in range(m):\n    x = X[:, i]\n    x += 1\n    dw += x",
    "for i in range(m):\n    Z2 += X[:, [i]] + w",
    "for i in range(m):\n    Z2 += X[:, [i]] @ Z2.T",
    "for i in range(m):\n    Z[:, i] = X[:, [i]]",
    "for i in range(m):\n    s += X[:, [i]].T @ X[:, [i]]",
    "for i in range(m):\n    out[i] = b[0] * a[i]\n    b[0] += a[i]",
    "for i in range(m):\n    b[0] += a[i]\n    b[0] += X[0, i]",
    "for i in range(m):\n    a[0] += a[i]",
    "for i in range(0, m, 2):\n    dw -= np.mean(X[:, i:i + 2], axis=1)",
    "for i in range(0, m, 2):\n    batch = a[i:i + 2]\n    out[i] = batch.mean()",
    "for i in range(0, m, 2):\n    batch = X[:, i:i + 2]\n    w = w - s * batch.mean(axis=1)",
    "for i in range(0, m, 2):\n    s += a[i:i + 2].sum()",
    "for i in range(2, m, 2):\n    out[i] = out[i - 2] + a[i]",
    "for i in range(1, m, 2):\n    out[i] = out[i - 1] + a[i]",
    "for i in range(0, m, 2):\n    s += a[i]\n    out[i] = s",
    "for i in range(0, m, 2):\n    if a[i] > s:\n        s, k = a[i], i",
    "for i in range(m - 1, -1, -1):\n    out[i] = out[i] + s",
    "for i in range(m - 2):\n    a[i] = a[i:i + 3].mean()",
    "for i in range(m):\n    out[i] = a[:i].sum()",
    "for i in range(m):\n    out[i] = a[i:2 * i].sum()",
    "for i in range(m):\n    out[i] = a[i:i + 3].mean()",
    "for i in range(m):\n    T[i] = np.inner(images[i], images2[i])",
    "for i in range(m):\n    if a[i] >= s:\n        s, k = a[i], i",
    "for i in range(m):\n    if a[i] > s:\n        s, k = b[i], i",
    "for i in range(m):\n    if a[i] > s:\n        s, k = a[i], i + k",
    "for i in range(m):\n    if a[i] > s:\n        s, k = a[i], i\n    out[i] = k",
    "for i in range(m):\n    if a[i] > b[k]:\n        k = i",
    "for i in range(m):\n    if a[i] > a[k]:\n        k += 1",
    "for i in range(m):\n    if a[i] > s:\n        s, k = a[i], i\n    else:\n        k = 0",
    "for i in range(m):\n    w[0] += a[i]\n    w[nx - 2] += b[i]",
    "for i in range(m):\n    z = 0\n    for j in range(nx):\n        z += X[j, i]\n        out[i] = z * w[j]",
)
