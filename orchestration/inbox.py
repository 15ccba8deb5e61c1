"""The inbox that the settings name.

Belongs here: putting it together. Does not: listing it (`assets/inbox.py`). Nothing heavy is imported.
"""

from assets.inbox import Inbox
from gongkai.deliveries import load_delivery_names
from orchestration.settings import CODEBOOK, Settings


def inbox_of(settings: Settings) -> Inbox:
    """The inbox. Raises DeliveryNamesError if the codebook cannot say what a manifest is."""
    return Inbox(settings.inbox, load_delivery_names(CODEBOOK), settings.limits, settings.manifests)
