"""A network of any depth: parameters by ``"W" + str(l)``, caches in a list."""

import numpy as np


def initialize_deep(layer_dims, seed=1):
    rng = np.random.default_rng(seed)
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters["W" + str(l)] = rng.standard_normal((layer_dims[l], layer_dims[l - 1])) / np.sqrt(layer_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters


def relu(Z):
    return np.maximum(0, Z)


def linear_forward(A, W, b):
    Z = W @ A + b
    return Z, (A, W, b)


def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = W.T @ dZ
    return dA_prev, dW, db


def deep_forward(X, parameters):
    caches = []
    A = X
    layers = len(parameters) // 2
    for l in range(1, layers):
        Z, cache = linear_forward(A, parameters["W" + str(l)], parameters["b" + str(l)])
        A = relu(Z)
        caches.append((cache, Z))
    Z, cache = linear_forward(A, parameters["W" + str(layers)], parameters["b" + str(layers)])
    caches.append((cache, Z))
    return Z, caches


def deep_backward(AL, Y, caches):
    grads = {}
    layers = len(caches)
    dZ = AL - Y
    for l in reversed(range(layers)):
        cache, Z = caches[l]
        if l < layers - 1:
            dZ = dA * (Z > 0)
        dA, grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = linear_backward(dZ, cache)
    return grads


def squared_cost(AL, Y):
    return float(np.sum((AL - Y) ** 2) / (2 * Y.shape[1]))


def deep_example():
    rng = np.random.default_rng(0)
    X = rng.standard_normal((5, 12))
    W = rng.standard_normal((2, 5))
    return X, W @ X


def test_forward_shape():
    X, Y = deep_example()
    AL, caches = deep_forward(X, initialize_deep([5, 4, 3, 2]))
    assert AL.shape == Y.shape and len(caches) == 3


def test_gradients():
    X, Y = deep_example()
    parameters = initialize_deep([5, 4, 2])
    AL, caches = deep_forward(X, parameters)
    grads = deep_backward(AL, Y, caches)
    for name, value in parameters.items():
        assert grads["d" + name].shape == value.shape
        index = (0, 0)
        shifted = []
        for sign in (1, -1):
            moved = {key: v.copy() for key, v in parameters.items()}
            moved[name][index] += sign * 1e-6
            shifted.append(squared_cost(deep_forward(X, moved)[0], Y))
        assert abs(grads["d" + name][index] - (shifted[0] - shifted[1]) / 2e-6) < 1e-5


def test_relu():
    assert relu(np.array([[-1.0, 2.0]])).tolist() == [[0.0, 2.0]]
