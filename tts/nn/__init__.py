"""Torch building blocks that more than one model uses (training only; serving never imports torch)."""
