"""One step of recipe `face_hash_study`: what is learned in which stage.

First trunk and features learn to tell people apart; then the trunk rests and the codes
learn; at last all learn together, slowly, while bits commit themselves and take their
person's signs. Letters in shapes: n faces, d features, b bits, c people.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from trainer.errors import TrainingError
from trainer.losses.balance import balance_loss
from trainer.losses.batch_hard import batch_hard_loss
from trainer.losses.centre_distance import centre_distance_loss
from trainer.losses.code_similarity import straight_through_signs
from trainer.losses.decorrelation import decorrelation_loss
from trainer.losses.margin_softmax import class_cosines, margin_softmax_loss
from trainer.losses.quantisation_forms import (
    QuantisationForm,
    quantisation_form_loss,
)
from trainer.losses.sign_control import sign_control_loss, signs_apart
from trainer.losses.similarity import similarity_loss
from trainer.losses.softened_answers import softened_divergence
from trainer.nets.face_codes import FaceCodesNet, PeopleCentres, unit
from trainer.nets.precision import Precision, autocast
from trainer.recipes.face_hash_study_settings import Settings

Terms = dict[str, tuple[float, Tensor]]
"""Name to weight and value of a term."""


@dataclass(frozen=True, slots=True)
class Phase:
    """What learns at a moment of a run.

    Attributes:
        trunk: Whether trunk and features do.
        head: Whether the codes do.
        ramp: Share of its weight that the quantisation loss has.
        controls: Whether signs are controlled.
        rate: Share of the learning rate.
    """

    trunk: bool
    head: bool
    ramp: float
    controls: bool
    rate: float


@dataclass(frozen=True, slots=True)
class Batch:
    """What is learned from in a step.

    Attributes:
        faces: (n, 3, h, w), 0 to 255, or the teacher's descriptions.
        embeddings: (n, 128), the teacher's, unit length.
        labels: (n,) number of the person.
        shares: (n,) what each face counts.
    """

    faces: Tensor
    embeddings: Tensor
    labels: Tensor
    shares: Tensor


def phase_at(done: float, settings: Settings) -> Phase:
    """Return what learns when a share of the run is done."""
    stages = settings.stages
    rise = min(1.0, (done + 1e-3) / (settings.train.warm_up + 1e-3))
    if not stages.enabled:
        return Phase(True, True, done, True, rise * _falling(done))
    if done < stages.trunk:
        rate = rise * _falling(done / stages.trunk)
        return Phase(trunk=True, head=False, ramp=0.0, controls=False, rate=rate)
    begun = stages.trunk + stages.head
    if done < begun:
        rate = _falling((done - stages.trunk) / stages.head)
        return Phase(trunk=False, head=True, ramp=0.0, controls=False, rate=rate)
    last = (done - begun) / (1 - begun)
    return Phase(True, True, last, True, stages.last_rate * _falling(last))


class Learner:
    """Makes the gradients of a step.

    Args:
        net: What learns.
        centres: What people's faces gather around; they learn, too.
        settings: The recipe.
        device: Where both are.
        precision: Of the forward pass.
    """

    def __init__(
        self,
        net: FaceCodesNet,
        centres: PeopleCentres,
        settings: Settings,
        device: torch.device,
        precision: Precision,
    ) -> None:
        self.net = net
        self.centres = centres
        self.settings = settings
        self.device = device
        self.precision = precision

    def learn(self, batch: Batch, phase: Phase) -> dict[str, Tensor]:
        """Add a step's gradients to the parameters and return the terms, unweighted.

        Raises:
            TrainingError: A term is no number.
        """
        features, logits = self._described(batch.faces, phase)
        answers = self.settings.loss.scale * class_cosines(
            features, self.centres.feature
        )
        terms: Terms = {}
        if phase.trunk:
            terms |= self._feature_terms(features, answers, batch)
        if phase.head:
            terms |= self._head_terms(features, answers, logits, batch, phase)
        counted = {name: term for name, term in terms.items() if term[0]}
        total = torch.stack([weight * term for weight, term in counted.values()]).sum()
        if not torch.isfinite(total):
            raise TrainingError(
                "a loss is no number; try a smaller train.learning_rate"
            )
        total.backward()  # type: ignore[no-untyped-call]
        return {name: term.detach() for name, (_, term) in counted.items()}

    @torch.no_grad()
    def part_signs(self) -> None:
        """Choose the signs that people's codes should have, away from each other."""
        for signs, centres in zip(self.centres.signs, self.centres.codes, strict=True):
            least = math.ceil(self.settings.loss.least_distance * centres.shape[1])
            signs.copy_(signs_apart(centres, least))

    def _described(
        self, faces: Tensor, phase: Phase
    ) -> tuple[Tensor, tuple[Tensor, ...]]:
        """Return features (n, d) and logits (n, b), in single precision."""
        net = self.net
        net.train()
        net.trunk.train(phase.trunk)
        net.feature.train(phase.trunk)
        with autocast(self.precision, self.device):
            with torch.set_grad_enabled(phase.trunk):
                features = net.features(faces)
            logits = net.logits(features) if phase.head else ()
        return features.float(), tuple(each.float() for each in logits)

    def _feature_terms(self, features: Tensor, answers: Tensor, batch: Batch) -> Terms:
        loss = self.settings.loss
        told = margin_softmax_loss(
            answers / loss.scale, batch.labels, loss.scale, loss.margin, batch.shares
        )
        taught = similarity_loss(unit(features), batch.embeddings)
        return {
            "feature": (loss.feature, told),
            "teacher": (self.settings.distillation.teacher, taught),
        }

    def _head_terms(
        self,
        features: Tensor,
        answers: Tensor,
        logits: tuple[Tensor, ...],
        batch: Batch,
        phase: Phase,
    ) -> Terms:
        """Return the means over codes."""
        described = unit(features).detach()
        each = [
            self._code_terms(described, answers, own, number, batch, phase)
            for number, own in enumerate(logits)
        ]
        return {
            name: (weight, torch.stack([terms[name][1] for terms in each]).mean())
            for name, (weight, _) in each[0].items()
        }

    def _code_terms(
        self,
        described: Tensor,
        answers: Tensor,
        logits: Tensor,
        number: int,
        batch: Batch,
        phase: Phase,
    ) -> Terms:
        loss, distilled = self.settings.loss, self.settings.distillation
        centres = self.centres.codes[number]
        soft = torch.tanh(logits)
        scaled = soft / math.sqrt(logits.shape[1])
        cosines = class_cosines(soft, centres)
        margins = batch.labels, loss.scale, loss.margin, batch.shares
        signs = class_cosines(straight_through_signs(logits), centres)
        terms: Terms = {
            "code": (loss.code, margin_softmax_loss(cosines, *margins)),
            "signs": (loss.signs, margin_softmax_loss(signs, *margins)),
            "triplet": (
                loss.triplet,
                batch_hard_loss(scaled, batch.labels, loss.triplet_margin),
            ),
            "balance": (loss.balance, balance_loss(logits)),
            "decorrelation": (loss.decorrelation, decorrelation_loss(logits)),
            "answers": (
                distilled.answers,
                softened_divergence(
                    answers, loss.scale * cosines, distilled.temperature
                ),
            ),
            "relations": (distilled.relations, similarity_loss(scaled, described)),
        }
        if loss.form is not QuantisationForm.NONE:
            weight = phase.ramp * loss.quantisation
            terms["quantisation"] = weight, quantisation_form_loss(soft, loss.form)
        if phase.controls and loss.sign_control:
            wanted = self.centres.signs[number][batch.labels]
            terms["sign_control"] = loss.sign_control, sign_control_loss(soft, wanted)
            apart = centre_distance_loss(centres, loss.least_distance)
            terms["centre_distance"] = loss.centre_distance, apart
        return terms


def _falling(share: float) -> float:
    """Return the cosine's way from 1 to 0."""
    return 0.5 * (1 + math.cos(math.pi * share))
