from contextlib import suppress

import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper

from photosearch.core.encode.onnx_file import has_external_data, read_spec
from photosearch.core.errors import ModelError
from tests.networks import network


def outside_tensor() -> onnx.TensorProto:
    tensor = TensorProto(name="weights", data_type=TensorProto.FLOAT, dims=[1])
    tensor.data_location = TensorProto.EXTERNAL
    return tensor


def model_with(*nodes: onnx.NodeProto, **parts: object) -> onnx.ModelProto:
    return helper.make_model(helper.make_graph(list(nodes), "graph", [], [], **parts))


def constant() -> onnx.NodeProto:
    return helper.make_node("Constant", [], ["c"], value=outside_tensor())


def in_a_function() -> onnx.ModelProto:
    model = model_with()
    function = helper.make_function(
        "own", "F", [], ["c"], [constant()], [helper.make_opsetid("", 18)]
    )
    model.functions.append(function)
    return model


def in_a_sparse_initializer() -> onnx.ModelProto:
    sparse = onnx.SparseTensorProto(values=outside_tensor())
    model = model_with()
    model.graph.sparse_initializer.append(sparse)
    return model


def in_a_branch() -> onnx.ModelProto:
    branch = helper.make_graph([constant()], "branch", [], [])
    return model_with(helper.make_node("If", ["x"], ["y"], then_branch=branch))


@pytest.mark.parametrize(
    "model",
    [
        pytest.param(model_with(initializer=[outside_tensor()]), id="initializer"),
        pytest.param(model_with(constant()), id="constant"),
        pytest.param(in_a_branch(), id="branch"),
        pytest.param(in_a_function(), id="function"),
        pytest.param(in_a_sparse_initializer(), id="sparse"),
    ],
)
def test_that_data_in_another_file_is_found_wherever_it_hides(model):
    assert has_external_data(model.SerializeToString())


def test_that_a_model_of_one_file_has_no_external_data():
    assert not has_external_data(network())


def test_that_graphs_nested_without_end_are_refused():
    graph = helper.make_graph([], "graph", [], [])
    for _ in range(30):
        node = helper.make_node("If", ["x"], ["y"], then_branch=graph)
        graph = helper.make_graph([node], "graph", [], [])
    with pytest.raises(ModelError, match="no ONNX model"):
        has_external_data(helper.make_model(graph).SerializeToString())


@given(st.binary(max_size=200))
def test_that_any_bytes_give_an_answer_or_a_model_error(content):
    for read in (has_external_data, read_spec):
        with suppress(ModelError):
            assert read(content) is not None


@given(st.integers(0, 3000), st.integers(1, 255))
def test_that_a_damaged_model_gives_an_answer_or_a_model_error(place, flip):
    content = bytearray(network())
    content[place % len(content)] ^= flip
    for read in (has_external_data, read_spec):
        with suppress(ModelError):
            assert read(bytes(content)) is not None
