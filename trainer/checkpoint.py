"""Checkpoints: everything a run needs to go on as if it had never stopped.

A checkpoint is one safetensors file (no pickle): tensors of network, average and
optimiser, and the run's position as JSON in the header.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from trainer.errors import TrainingError

CHECKPOINT_FILE = "checkpoint.safetensors"
"""Of a run that is under way, in its folder."""

NET_FILE = "net.safetensors"
"""What a recipe writes into the folder when it is done."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a run stands.

    Attributes:
        step: Finished steps; every random choice follows from the seed and this.
        elapsed_s: Seconds spent in training so far.
        settings: The recipe's settings as text; another recipe cannot go on from here.
    """

    step: int
    elapsed_s: float
    settings: str


def save(
    file: Path,
    position: Position,
    net: nn.Module,
    average: nn.Module,
    optimizer: torch.optim.Optimizer,
) -> None:
    """Write a checkpoint; a crash while writing leaves the earlier one.

    Raises:
        TrainingError: There is no space or no permission.
    """
    nets = {"net": net, "average": average}
    save_all(file, position, nets, {"optimizer": optimizer})


def save_all(
    file: Path,
    position: Position,
    nets: Mapping[str, nn.Module],
    optimizers: Mapping[str, torch.optim.Optimizer],
) -> None:
    """Write a checkpoint of several networks and optimisers, named without dots.

    Raises:
        TrainingError: There is no space or no permission.
    """
    tensors: dict[str, Tensor] = {}
    for name, net in nets.items():
        tensors |= _prefixed(name, net.state_dict())
    for name, optimizer in optimizers.items():
        for number, state in optimizer.state_dict()["state"].items():
            tensors |= _prefixed(f"{name}.{number}", state)
    _write(file, tensors, {"position": json.dumps(asdict(position))})


def save_net(file: Path, net: nn.Module, header: dict[str, str]) -> None:
    """Write a finished network and what there is to say about it.

    Raises:
        TrainingError: There is no space or no permission.
    """
    _write(file, net.state_dict(), header)


def load_net(file: Path, net: nn.Module) -> dict[str, str]:
    """Put a finished network back and return what was said about it.

    Raises:
        TrainingError: The file is missing, damaged or of another network.
    """
    try:
        with safe_open(file, framework="pt") as content:
            header: dict[str, str] = content.metadata() or {}
        net.load_state_dict(load_file(file))
    except (OSError, SafetensorError, RuntimeError) as error:
        raise TrainingError(f"cannot read network {file}: {error}") from error
    return header


def load_same(file: Path, net: nn.Module, identity: str) -> dict[str, str]:
    """Put back a finished network whose header says that it is of the same run.

    Raises:
        TrainingError: The file is missing, damaged or of another run.
    """
    header = load_net(file, net)
    if header.get("identity") != identity:
        raise TrainingError(
            f"{file} was made with other settings; "
            "delete it or choose another run folder with out=DIR"
        )
    return header


def load(
    file: Path,
    settings: str,
    net: nn.Module,
    average: nn.Module,
    optimizer: torch.optim.Optimizer,
) -> Position:
    """Put a checkpoint back into network, average and optimiser.

    Raises:
        TrainingError: The file is damaged or belongs to other settings.
    """
    nets = {"net": net, "average": average}
    return load_all(file, settings, nets, {"optimizer": optimizer})


def load_all(
    file: Path,
    settings: str,
    nets: Mapping[str, nn.Module],
    optimizers: Mapping[str, torch.optim.Optimizer],
) -> Position:
    """Put a checkpoint of `save_all` back.

    Raises:
        TrainingError: The file is damaged or belongs to other settings.
    """
    position, tensors = read(file)
    if position.settings != settings:
        raise TrainingError(
            f"checkpoint {file} was made with other settings; "
            "delete it or choose another run folder with out=DIR"
        )
    for name, net in nets.items():
        net.load_state_dict(_under(name, tensors))
    for name, optimizer in optimizers.items():
        content = optimizer.state_dict()
        groups = optimizer.param_groups
        parameters = [each for group in groups for each in group["params"]]
        content["state"] = {
            number: _laid_out_like(parameter, state)
            for number, parameter in enumerate(parameters)
            if (state := _under(f"{name}.{number}", tensors))
        }
        optimizer.load_state_dict(content)
    return position


def load_average(file: Path, average: nn.Module) -> Position:
    """Put only the averaged network of a checkpoint back.

    Raises:
        TrainingError: The file is damaged or of another network.
    """
    position, tensors = read(file)
    try:
        average.load_state_dict(_under("average", tensors))
    except RuntimeError as error:
        raise TrainingError(f"checkpoint {file} is of another network") from error
    return position


def read(file: Path) -> tuple[Position, dict[str, Tensor]]:
    """Read a checkpoint's position and tensors.

    Raises:
        TrainingError: The file is missing, damaged or no checkpoint.
    """
    try:
        with safe_open(file, framework="pt") as content:
            metadata = content.metadata() or {}
            tensors = {name: content.get_tensor(name) for name in content.keys()}  # noqa: SIM118 (no mapping)
        return Position(**json.loads(metadata["position"])), tensors
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise TrainingError(f"cannot read checkpoint {file}: {error}") from error


def _laid_out_like(parameter: Tensor, state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Give an optimiser's tensors the strides of their parameter.

    Fused optimisers walk through memory and take equal strides for granted, while a
    file knows one order only.
    """
    return {
        name: torch.empty_like(parameter).copy_(tensor)
        if tensor.shape == parameter.shape
        else tensor
        for name, tensor in state.items()
    }


def _prefixed(prefix: str, tensors: Mapping[str, Any]) -> dict[str, Tensor]:
    return {f"{prefix}.{name}": tensor for name, tensor in tensors.items()}


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    start = f"{prefix}."
    return {
        name.removeprefix(start): tensor
        for name, tensor in tensors.items()
        if name.startswith(start)
    }


def _write(file: Path, tensors: Mapping[str, Tensor], header: dict[str, str]) -> None:
    """Write by way of a temporary file."""
    partial = file.with_suffix(".partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        contiguous = {name: tensor.contiguous() for name, tensor in tensors.items()}
        save_file(contiguous, partial, header)
        partial.replace(file)
    except (OSError, SafetensorError) as error:
        with suppress(OSError):
            partial.unlink()
        raise TrainingError(f"cannot write {file}: {error}") from error
