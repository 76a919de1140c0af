"""One step of recipe `infogan_hash`: what is learned from which pictures.

Shapes: n pictures of 32 pixels a side, in -1..1; b bits of all codes together.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor, nn

from trainer.data.contrast_views import contrast_view
from trainer.data.diff_augment import differentiable_change
from trainer.losses.adversarial import (
    discriminator_loss,
    feature_matching_loss,
    generator_loss,
)
from trainer.losses.certainty import certainty_loss
from trainer.losses.consistency import consistency_loss
from trainer.losses.contrastive import (
    bottleneck_loss,
    code_contrast_loss,
    nt_xent_loss,
)
from trainer.losses.decorrelation import decorrelation_loss
from trainer.losses.frequency import frequency_loss
from trainer.losses.information import corrector_loss, information_loss
from trainer.nets.infogan import InfoGan
from trainer.nets.precision import Precision, autocast
from trainer.recipes.infogan_hash_settings import Settings
from trainer.recipes.infogan_hash_watch import Look, look_at

Terms = dict[str, Tensor]

MEMORY = 0.95
"""Decay of the running share of pictures that the discriminator tells right."""

LOOKED_AT = 256


class Learner:
    """Turns pictures into gradients; whoever calls it steps the optimisers.

    Args:
        net: All networks.
        seen: `net.features`, perhaps compiled.
        settings: The recipe.
        device: Where the networks are.
        precision: Number format of the forward pass.
    """

    def __init__(
        self,
        net: InfoGan,
        seen: Callable[[Tensor], Tensor],
        settings: Settings,
        device: torch.device,
        precision: Precision,
    ) -> None:
        self.net = net
        self.seen = seen
        self.settings = settings
        self.device = device
        self.precision = precision
        self.won = 0.5
        self._real_features = torch.empty(0)
        self._real_codes = torch.empty(0)

    def views(
        self,
        pixels: npt.NDArray[np.uint8],
        others: npt.NDArray[np.uint8],
        draw: Generator,
    ) -> tuple[Tensor, Tensor]:
        """Make two views of pictures.

        Without the contrastive terms the first one is the picture as it is.

        Args:
            pixels: (n, 32, 32, 3).
            others: (n, 32, 32, 3), what the second views show.
            draw: Decides everything.

        Returns:
            Twice (n, 3, 32, 32).
        """
        settings = self.settings
        first, second = (
            torch.from_numpy(each).permute(0, 3, 1, 2).float()
            for each in (pixels, others)
        )
        if settings.contrastive.enabled:
            first = contrast_view(first, settings.views, draw)
        second = contrast_view(second, settings.views, draw)
        return self._pictures(first), self._pictures(second)

    def learn_to_judge(self, real: Tensor, draw: Generator) -> Terms:
        """Teach the discriminator to tell real pictures from generated ones."""
        net = self.net
        real = real[: self.settings.train.gan_batch]
        codes = net.draw_codes(len(real), draw).to(self.device)
        with self._autocast(), torch.no_grad():
            fake = net.generator(net.latent(codes, draw))
        with self._autocast():
            features = net.judged_features(differentiable_change(real, draw))
            of_real = net.judge(features).float()
            with running_means_kept(net):
                changed = differentiable_change(fake.float(), draw)
                of_fake = net.judge(net.judged_features(changed)).float()
        loss = discriminator_loss(of_real, of_fake)
        loss.backward()  # type: ignore[no-untyped-call]
        self._real_features = features.detach().float()
        right = 0.5 * ((of_real > 0).float().mean() + (of_fake < 0).float().mean())
        self.won = MEMORY * self.won + (1 - MEMORY) * right.item()
        return {"discriminator": loss.detach()}

    def learn_from_views(self, first: Tensor, second: Tensor, done: float) -> Terms:
        """Teach the hash network what two views of a picture have in common."""
        net, settings = self.net, self.settings
        count = len(first)
        with self._autocast():
            features = self.seen(torch.cat([first, second]))
            logits = net.heads(features).float()
            projected = net.projection(features).float()
        one, other = logits.split(count)
        terms, weights = self._hash_terms(one, other, done)
        if settings.contrastive.enabled:
            contrast = settings.contrastive
            for number, (mine, theirs) in enumerate(
                zip(net.heads.each(one), net.heads.each(other), strict=True)
            ):
                bits = settings.net.bits[number]
                terms[f"code_{bits}"] = code_contrast_loss(
                    mine, theirs, contrast.temperature
                )
                weights[f"code_{bits}"] = 1.0
            terms["bottleneck"] = bottleneck_loss(one, other)
            weights["bottleneck"] = contrast.bottleneck
            if settings.net.projection:
                terms["projection"] = nt_xent_loss(
                    projected[:count],
                    projected[count:],
                    contrast.projection_temperature,
                )
                weights["projection"] = contrast.projection
        total = torch.stack([weights[name] * terms[name] for name in terms]).sum()
        total.backward()  # type: ignore[no-untyped-call]
        self._real_codes = torch.where(one.detach() >= 0, 1.0, -1.0)
        return {name: term.detach() for name, term in terms.items()}

    def learn_from_generated(
        self, real: Tensor, done: float, draw: Generator, *, follows: bool
    ) -> Terms:
        """Teach the generator, and the hash network to read what a picture was made of.

        Half of the pictures come from drawn codes, half from those of real pictures.

        Args:
            real: The pictures of `learn_from_views`, which were described there.
            done: Share of the run.
            draw: Decides everything.
            follows: Whether the information loss now takes measure of its strength.
        """
        net, gan = self.net, self.settings.gan
        count = self.settings.train.gan_batch
        half = count // 2 if gan.corrector else count
        drawn = net.draw_codes(half, draw).to(self.device)
        own = self._real_codes[: count - half]
        codes = torch.cat([drawn, own])
        with self._autocast():
            fake = net.generator(net.latent(codes, draw)).float()
        # Two losses pull at the pictures, but the adversarial one not at the trunk.
        pictures = fake.detach().requires_grad_()
        with self._autocast(), running_means_kept(net):
            judged = net.judged_features(differentiable_change(pictures, draw))
            scores = net.judge(judged).float()
            said = net.heads(net.features(pictures)).float()
        matching = feature_matching_loss(self._real_features, judged.float())
        adversarial = generator_loss(scores) + gan.feature_matching * matching
        (pull,) = torch.autograd.grad(adversarial, pictures)
        read = net.information if gan.adaptive else information_loss
        information = read(said[:half], drawn)
        asked = None
        if follows and gan.adaptive:
            (asked,) = torch.autograd.grad(information, pictures, retain_graph=True)
        terms = {"information": information}
        total = gan.information * information
        if gan.corrector:
            terms["corrector"] = corrector_loss(said[half:], own)
            total = total + self._ramp(done) * gan.corrector * terms["corrector"]
        total.backward()
        assert pictures.grad is not None
        fake.backward(pictures.grad + pull)
        if asked is not None:
            net.information.follow(pull, asked)
        terms |= {"generator": adversarial, "feature_matching": matching}
        return {name: term.detach() for name, term in terms.items()}

    @torch.no_grad()
    def look(self, pixels: npt.NDArray[np.uint8]) -> Look:
        """Look at real pictures (n, 32, 32, 3) uint8 and at generated ones."""
        net = self.net
        draw = Generator().manual_seed(0)
        batch = torch.from_numpy(pixels).permute(0, 3, 1, 2)
        real = self._pictures(batch.float())
        codes = net.draw_codes(LOOKED_AT, draw).to(self.device)
        with running_means_kept(net):
            fake = net.generator(net.latent(codes, draw))
            logits = net.heads(net.features(real))
        last = net.heads.each(logits)[-1]
        return look_at(real[:LOOKED_AT], fake, self.won, last)

    def _hash_terms(
        self, one: Tensor, other: Tensor, done: float
    ) -> tuple[Terms, dict[str, float]]:
        """Return the terms on bits and what each counts."""
        hashing, ramp = self.settings.hash, self._ramp(done)
        terms = {
            "certainty": certainty_loss(one),
            "frequency": frequency_loss(one),
            "decorrelation": decorrelation_loss(one),
            "consistency": consistency_loss(one, other),
        }
        return terms, {name: ramp * getattr(hashing, name) for name in terms}

    def _ramp(self, done: float) -> float:
        """Return what the hash terms count at a share of the run, 0 to 1."""
        options = self.settings.train
        grown = (done - options.hash_from) / max(options.hash_ramp, 1e-9)
        return min(max(grown, 0.0), 1.0)

    def _pictures(self, batch: Tensor) -> Tensor:
        pictures = batch.div(127.5).sub(1).to(self.device)
        return pictures.contiguous(memory_format=torch.channels_last)

    def _autocast(self) -> AbstractContextManager[None]:
        return autocast(self.precision, self.device)


@contextmanager
def running_means_kept(net: nn.Module) -> Iterator[None]:
    """Keep generated pictures out of the statistics that batch norms are used with."""
    norms = [m for m in net.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm)]
    before = [norm.momentum for norm in norms]
    for norm in norms:
        norm.momentum = 0.0
    try:
        yield
    finally:
        for norm, momentum in zip(norms, before, strict=True):
            norm.momentum = momentum
