"""One step of recipe `metric`: the loss, and the parts that plug into any loss.

A part that is off is not computed at all, so that the step is the plain one bit for
bit. Letters in shapes: n pictures, s side in pixels, d numbers of an embedding.
"""

import torch
from torch import Generator, Tensor

from photosearch.spec.preprocess import Pixels
from trainer.data.tensors import as_tensor
from trainer.errors import TrainingError
from trainer.losses.adversarial_embedding import (
    Form,
    moved_by_gradient,
    moved_triplet_loss,
)
from trainer.losses.input_gradient import (
    Method,
    feature_difference_penalty,
    feature_penalty,
    loss_difference_penalty,
    loss_penalty,
    random_directions,
)
from trainer.losses.pairs import Mined, PairCriterion, all_triplets
from trainer.nets.embedding import EmbeddingNet
from trainer.nets.precision import Precision, autocast
from trainer.recipes.metric_settings import Settings

UNIT = 58.0
"""Standard deviation of a photo's values, 0 to 255: what the input gradient is of."""


class Learner:
    """Makes the gradients of a step.

    Args:
        net: What learns.
        criterion: The loss; proxies learn, too.
        settings: The recipe.
        device: Where both are.
        precision: Of the forward pass; differences are taken in single precision.
    """

    def __init__(
        self,
        net: EmbeddingNet,
        criterion: PairCriterion,
        settings: Settings,
        device: torch.device,
        precision: Precision,
    ) -> None:
        self.net = net
        self.criterion = criterion
        self.settings = settings
        self.device = device
        gradient = settings.gradient
        self.is_penalised = gradient.loss > 0 or gradient.feature > 0
        is_difference = gradient.method is Method.DIFFERENCE
        self.precision = (
            Precision.FLOAT32 if self.is_penalised and is_difference else precision
        )

    def learn(
        self, pixels: Pixels, labels: Tensor, draw: Generator
    ) -> dict[str, Tensor]:
        """Add a step's gradients to the parameters.

        Args:
            pixels: (n, s, s, 3).
            labels: (n,) class of each.
            draw: Decides random directions.

        Returns:
            The terms, unweighted.

        Raises:
            TrainingError: A term is no number.
        """
        pictures = as_tensor(pixels).to(self.device)
        if self.is_penalised:
            shown = (pictures / UNIT).requires_grad_()
            embeddings = self._embedded(shown)
        else:
            embeddings = self._seen(pictures)
        mined = self.criterion.mine(embeddings, labels)
        loss = self.criterion(embeddings, labels, mined)
        terms, total = {"loss": loss}, loss
        weight = self.settings.adversarial.weight
        if weight:
            terms["adversarial"] = self._adversarial(embeddings, labels, mined)
            total = total + weight * terms["adversarial"]
        if self.is_penalised:
            penalties = self._penalties(shown, embeddings, loss, labels, mined, draw)
            terms |= {name: value for name, (_, value) in penalties.items()}
            total = total + sum(part * value for part, value in penalties.values())
        _require_numbers(terms)
        total.backward()
        return {name: term.detach() for name, term in terms.items()}

    def _adversarial(self, embeddings: Tensor, labels: Tensor, mined: Mined) -> Tensor:
        """Return the loss of moved embeddings."""
        options = self.settings.adversarial
        if options.form is Form.CLOSED:
            # Not those that were mined: it moves satisfied triplets, too.
            triplets = all_triplets(labels)
            margin = self.criterion.margin
            return moved_triplet_loss(embeddings, triplets, options.epsilon, margin)

        def loss(moved: Tensor) -> Tensor:
            value: Tensor = self.criterion(moved, labels, mined)
            return value

        moved = moved_by_gradient(embeddings, loss, options.epsilon, options.steps)
        return loss(moved)

    def _penalties(
        self,
        shown: Tensor,
        embeddings: Tensor,
        loss: Tensor,
        labels: Tensor,
        mined: Mined,
        draw: Generator,
    ) -> dict[str, tuple[float, Tensor]]:
        """Return weight and size of each gradient that is kept small."""
        options = self.settings.gradient
        is_exact = options.method is Method.EXACT
        found: dict[str, tuple[float, Tensor]] = {}
        if options.loss:

            def again(moved: Tensor) -> Tensor:
                value: Tensor = self.criterion(self._embedded(moved), labels, mined)
                return value

            size = (
                loss_penalty(loss, shown)
                if is_exact
                else loss_difference_penalty(loss, shown, again, options.step)
            )
            found["gradient_of_loss"] = options.loss, size
        if options.feature:
            directions = random_directions(
                len(embeddings), embeddings.shape[1], draw
            ).to(self.device)
            both = shown, directions
            size = (
                feature_penalty(embeddings, *both)
                if is_exact
                else feature_difference_penalty(
                    embeddings, *both, self._embedded, options.step
                )
            )
            found["gradient_of_feature"] = options.feature, size
        return found

    def _embedded(self, shown: Tensor) -> Tensor:
        """Describe pictures (n, 3, s, s) whose values have variance 1."""
        return self._seen(shown * UNIT)

    def _seen(self, pictures: Tensor) -> Tensor:
        with autocast(self.precision, self.device):
            embeddings: Tensor = self.net(pictures)
        return embeddings


def _require_numbers(terms: dict[str, Tensor]) -> None:
    for name, term in terms.items():
        if not torch.isfinite(term):
            raise TrainingError(f"{name} is no number; try a smaller learning rate")
