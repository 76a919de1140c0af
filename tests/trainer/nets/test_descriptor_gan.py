import torch

from trainer.nets.descriptor_gan import DescriptorGan


def gan():
    torch.manual_seed(0)
    return DescriptorGan(width=24, bits=16, adjustment=8, noise=4, hidden=32)


def chance(seed=0):
    return torch.Generator().manual_seed(seed)


def test_that_descriptors_are_of_unit_length_and_follow_from_the_seed():
    net = gan().eval()
    codes = net.drawn(10, chance())
    assert set(codes.flatten().tolist()) == {-1.0, 1.0}
    made = net.made(codes, chance(1))
    assert (10, 24) == made.shape
    assert torch.allclose(torch.ones(10), made.norm(dim=1), atol=1e-6)
    assert torch.equal(made, net.made(codes, chance(1)))
    assert not torch.equal(made, net.made(codes, chance(2)))


def test_that_the_generator_learns_what_the_judge_takes_for_real():
    net = gan()
    real = torch.nn.functional.normalize(torch.ones(64, 24), dim=1)
    optimizer = torch.optim.Adam(net.generator.parameters(), 1e-2)
    judging = torch.optim.Adam(net.judge.parameters(), 1e-2)
    before = net.made(net.drawn(64, chance()), chance()) @ real[0]
    for step in range(60):
        made = net.made(net.drawn(64, chance(step)), chance(step))
        judging.zero_grad()
        wrong = torch.relu(1 - net.scores(real)) + torch.relu(
            1 + net.scores(made.detach())
        )
        wrong.mean().backward()
        judging.step()
        optimizer.zero_grad()
        (-net.scores(made).mean()).backward()
        optimizer.step()
    after = net.made(net.drawn(64, chance()), chance()) @ real[0]
    assert after.mean() > before.mean() + 0.3
