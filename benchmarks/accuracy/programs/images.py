"""Images as arrays: padding, patches, convolution by matrix product, pooling, colour."""

import numpy as np


def pad_images(images, width):
    m, height, columns, channels = images.shape
    padded = np.pad(images, ((0, 0), (width, width), (width, width), (0, 0)))
    assert padded.shape == (m, height + 2 * width, columns + 2 * width, channels)
    return padded


def flatten_images(images):
    m = images.shape[0]
    return images.reshape(m, -1).T


def convolve_one(patch, kernel, bias):
    return np.sum(patch * kernel) + bias


def convolve(image, kernels, biases):
    height, width, channels = image.shape
    size, _, _, filters = kernels.shape
    rows, columns = height - size + 1, width - size + 1
    output = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            patch = image[i : i + size, j : j + size, :]
            for f in range(filters):
                output[i, j, f] = convolve_one(patch, kernels[:, :, :, f], biases[f])
    return output


def convolve_product(image, kernels, biases):
    height, width, channels = image.shape
    size = kernels.shape[0]
    filters = kernels.shape[3]
    rows, columns = height - size + 1, width - size + 1
    windows = np.zeros((rows * columns, size * size * channels))
    for i in range(rows):
        for j in range(columns):
            windows[i * columns + j] = image[i : i + size, j : j + size, :].ravel()
    weights = kernels.reshape(size * size * channels, filters)
    return (windows @ weights + biases).reshape(rows, columns, filters)


def max_pool(image, size):
    height, width = image.shape
    blocks = image.reshape(height // size, size, width // size, size)
    return blocks.max(axis=3).max(axis=1)


def to_gray(image):
    weights = np.array([0.299, 0.587, 0.114])
    return image @ weights


def normalize_channels(images):
    mean = images.mean(axis=(0, 1, 2), keepdims=True)
    deviation = images.std(axis=(0, 1, 2), keepdims=True)
    return (images - mean) / deviation


def picture():
    return np.random.default_rng(1).random((6, 8, 3))


def test_pad():
    assert pad_images(np.ones((2, 3, 4, 1)), 1)[0, :, :, 0].sum() == 12


def test_flatten_keeps_each_image_in_a_column():
    images = np.arange(24.0).reshape(2, 2, 2, 3)
    assert np.array_equal(flatten_images(images)[:, 1], images[1].ravel())


def test_convolutions_agree():
    rng = np.random.default_rng(9)
    kernels, biases = rng.random((3, 3, 3, 2)), rng.random(2)
    slow = convolve(picture(), kernels, biases)
    assert slow.shape == (4, 6, 2)
    assert np.allclose(slow, convolve_product(picture(), kernels, biases))


def test_pool():
    assert max_pool(np.arange(24.0).reshape(4, 6), 2).tolist() == [[7, 9, 11], [19, 21, 23]]


def test_gray():
    gray = to_gray(picture())
    assert gray.shape == (6, 8) and np.isclose(gray[2, 3], picture()[2, 3] @ [0.299, 0.587, 0.114])


def test_normalize():
    images = np.stack([picture(), picture() * 2])
    normal = normalize_channels(images)
    assert normal.shape == images.shape and np.allclose(normal.mean(axis=(0, 1, 2)), 0)
