"""The lecture's loop over samples (cost and gradient of logistic regression), in ten spellings of students."""

import math

import numpy as np
from jaxtyping import Float


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def with_dot_of_the_transpose(
    X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], w: Float[np.ndarray, "nx 1"], b: float
):
    m = X.shape[1]
    J = 0
    dw1 = 0
    dw2 = 0
    db = 0
    for i in range(m):
        z = np.dot(w.T, X[:, i]) + b
        a = sigmoid(z)
        J += -(Y[0, i] * np.log(a) + (1 - Y[0, i]) * np.log(1 - a))
        dz = a - Y[0, i]
        dw1 += X[0, i] * dz
        dw2 += X[1, i] * dz
        db += dz
    return J / m, dw1 / m, dw2 / m, db / m


def number_by_number(X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], w1: float, w2: float, b: float):
    m = X.shape[1]
    J = 0
    dw1 = 0
    dw2 = 0
    db = 0
    for i in range(m):
        z_i = w1 * X[0, i] + w2 * X[1, i] + b
        a_i = 1 / (1 + math.exp(-z_i))
        J += -(Y[0, i] * math.log(a_i) + (1 - Y[0, i]) * math.log(1 - a_i))
        dz_i = a_i - Y[0, i]
        dw1 += X[0, i] * dz_i
        dw2 += X[1, i] * dz_i
        db += dz_i
    J /= m
    dw1 /= m
    dw2 /= m
    db /= m
    return J, dw1, dw2, db


def while_with_index(X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], w: Float[np.ndarray, "nx 1"], b: float):
    m = X.shape[1]
    cost = 0.0
    dw = np.zeros((2, 1))
    db = 0.0
    i = 0
    while i < m:
        x_i = X[:, i]
        y_i = Y[0, i]
        z = w[0, 0] * x_i[0] + w[1, 0] * x_i[1] + b
        a = sigmoid(z)
        cost += -(y_i * np.log(a) + (1 - y_i) * np.log(1 - a))
        dz = a - y_i
        dw[0] += x_i[0] * dz
        dw[1] += x_i[1] * dz
        db += dz
        i += 1
    return cost / m, dw / m, db / m


def reshaped_to_columns(
    X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], w: Float[np.ndarray, "nx 1"], b: float
):
    m = X.shape[1]
    total = 0
    grad_w = np.zeros(w.shape)
    grad_b = 0
    for i in range(m):
        xi = X[:, i].reshape(-1, 1)
        zi = np.dot(w.T, xi) + b
        ai = sigmoid(zi)
        total += -(Y[0, i] * np.log(ai) + (1 - Y[0, i]) * np.log(1 - ai))
        dzi = ai - Y[0, i]
        grad_w += xi * dzi
        grad_b += dzi
    return total, grad_w, grad_b


def inner_loops_over_features(
    X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], w: Float[np.ndarray, "nx"], b: float
):
    m = X.shape[1]
    J = 0
    dw = np.zeros(X.shape[0])
    db = 0
    for i in range(m):
        z = 0
        for j in range(X.shape[0]):
            z += w[j] * X[j, i]
        z += b
        a = sigmoid(z)
        J -= Y[0, i] * np.log(a) + (1 - Y[0, i]) * np.log(1 - a)
        dz = a - Y[0, i]
        for j in range(X.shape[0]):
            dw[j] += X[j, i] * dz
        db += dz
    return J, dw, db


def everything_stored(
    X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], w: Float[np.ndarray, "nx 1"], b: float
):
    m = X.shape[1]
    Z = np.zeros((1, m))
    A = np.zeros((1, m))
    dZ = np.zeros((1, m))
    J, dw1, dw2, db = 0, 0, 0, 0
    for i in range(m):
        Z[0, i] = w[0, 0] * X[0, i] + w[1, 0] * X[1, i] + b
        A[0, i] = sigmoid(Z[0, i])
        J += -(Y[0, i] * np.log(A[0, i]) + (1 - Y[0, i]) * np.log(1 - A[0, i]))
        dZ[0, i] = A[0, i] - Y[0, i]
        dw1 += X[0, i] * dZ[0, i]
        dw2 += X[1, i] * dZ[0, i]
        db += dZ[0, i]
    return J, dw1, dw2, db


def branch_on_the_label(
    X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], w: Float[np.ndarray, "nx 1"], b: float
):
    m = X.shape[1]
    J = 0
    dw = np.zeros((X.shape[0], 1))
    db = 0
    for i in range(m):
        z = (w.T @ X[:, i] + b).item()
        a = 1.0 / (1.0 + math.exp(-z))
        if Y[0, i] == 1:
            J += -math.log(a)
        else:
            J += -math.log(1 - a)
        dz = a - Y[0, i]
        dw[:, 0] += X[:, i] * dz
        db += dz
    return J, dw, db


def columns_kept(X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], w: Float[np.ndarray, "nx 1"], b: float):
    m = X.shape[1]
    J = 0
    dw = np.zeros((X.shape[0], 1))
    db = 0
    for i in range(m):
        x = X[:, [i]]
        y = Y[:, [i]]
        a = sigmoid(np.dot(w.T, x) + b)
        J += -(y * np.log(a) + (1 - y) * np.log(1 - a))
        dz = a - y
        dw += np.dot(x, dz.T)
        db += dz
    return J, dw, db


def zip_of_transposes(X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], w: Float[np.ndarray, "nx"], b: float):
    J = db = 0
    dw = np.zeros(X.shape[0])
    for x, y in zip(X.T, Y.T, strict=True):
        a = sigmoid(np.dot(w, x) + b)
        J += -(y * np.log(a) + (1 - y) * np.log(1 - a))
        dz = a - y
        dw += x * dz
        db += dz
    return J, dw, db


def unpacked_features(
    X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], w: Float[np.ndarray, "nx 1"], b: float
):
    J, db = 0.0, 0.0
    dw = [0.0, 0.0]
    for i in range(X.shape[1]):
        x1, x2, y = X[0, i], X[1, i], Y[0, i]
        a = sigmoid(w[0, 0] * x1 + w[1, 0] * x2 + b)
        J = J - (y * np.log(a) + (1 - y) * np.log(1 - a))
        dz = a - y
        dw[0] += x1 * dz
        dw[1] += x2 * dz
        db += dz
    return J, dw, db
