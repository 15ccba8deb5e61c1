"""The shorter names of divisions: 广东, 内蒙古, 延边州, 耿马县, 合肥高新区.

Belongs here: making the short forms of one name from the words of `codebook/identity.yml`. Does not:
whose short form it is, and whether it is unambiguous (`gongkai/jurisdictions.py`).
"""

from collections.abc import Iterator, Sequence

from gongkai.identity.words import DivisionWords

SHORTEST = 2  # a name of one character is no name: 赵县 is never called 赵


class Shortener:
    """Makes short forms by the endings and peoples of the codebook."""

    def __init__(self, words: DivisionWords) -> None:
        self._words = words
        self.autonomous = tuple(words.autonomous)
        self._kinds = sorted(words.zones, key=len, reverse=True)
        self._peoples = tuple(sorted(words.peoples, key=len, reverse=True))

    def short_name(self, name: str) -> str:
        """The name without its ending and its peoples: 广西壮族自治区 -> 广西."""
        for ending in (*self._words.autonomous, *self._words.plain):
            if name.endswith(ending) and len(name) - len(ending) >= SHORTEST:
                stem = name.removesuffix(ending)
                return self._without_peoples(stem) if ending in self._words.autonomous else stem
        return name

    def autonomous_names(self, name: str) -> Iterator[str]:
        """What an autonomous place is also called: 延边朝鲜族自治州 -> 延边自治州, 延边州."""
        for ending, endings in self._words.autonomous.items():
            if name.endswith(ending):
                stem = self._without_peoples(name.removesuffix(ending))
                yield from (stem + shorter for shorter in endings if stem + shorter != name)

    def zone_names(self, name: str, above: Sequence[str]) -> set[str]:
        """What a zone is also called; `above` are the places it lies in, from the province down.

        合肥经济技术开发区 in 合肥市 -> 合肥市经济技术开发区, 合肥经开区, …
        """
        core = name
        for place in above:
            core = core.removeprefix(place).removeprefix(self.short_name(place)) or core
        kind = next((kind for kind in self._kinds if core.endswith(kind)), "")
        stem = core.removesuffix(kind) if kind else core
        forms = {core, *(stem + shorter for shorter in self._words.zones.get(kind, ()))}
        prefixes = {prefix for place in above for prefix in (place, self.short_name(place))}
        prefixed = {prefix + form for prefix in prefixes for form in forms if form != name}
        alone = forms if len(stem) >= SHORTEST and core not in self._words.ordinary else set()
        return (prefixed | alone) - {name}

    def _without_peoples(self, stem: str) -> str:
        """双江拉祜族佤族布朗族傣族 -> 双江; what is named after a people alone keeps the name."""
        shorter = stem
        while shorter.endswith(self._peoples):
            people = next(people for people in self._peoples if shorter.endswith(people))
            if len(shorter) - len(people) < SHORTEST:
                return shorter.removesuffix("族") or shorter
            shorter = shorter.removesuffix(people)
        return shorter
