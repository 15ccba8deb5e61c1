"""Divisions by name and year: full and short names, renamed places, names that several places bear."""

import csv
import shutil
from pathlib import Path

import pytest

from gongkai.codebook import Codebook
from gongkai.divisions import DivisionsError
from gongkai.jurisdictions import Gazetteer, load_divisions
from orchestration.divisions import read_spells, stretches, write_spells

CODEBOOK = Path(__file__).parent.parent.parent / "codebook"


@pytest.fixture
def gazetteer(codebook: Codebook) -> Gazetteer:
    return codebook.gazetteer


def codes(gazetteer: Gazetteer, text: str, year: int | None, document: str = "") -> list[str | None]:
    """The codes that the last place of a string may have."""
    places = gazetteer.places(text)
    return [one.division_code for one in gazetteer.settle(places, year, document)] if places else []


@pytest.mark.parametrize(
    ("text", "year", "wanted"),
    [
        # full names, and the place before them deciding
        ("上饶市信州区人民政府", 2017, ["361102"]),
        ("瑶海区人民政府", 2019, ["340102"]),
        ("北京市朝阳区", 2008, ["110105"]),
        ("长春市朝阳区", 2008, ["220104"]),
        ("江苏省徐州市鼓楼区", 2012, ["320302"]),
        ("福州市鼓楼区", 2012, ["350102"]),
        ("济南市市中区财政局", 2015, ["370103"]),
        ("乐山市市中区", 2015, ["511102"]),
        ("阳泉市城区", 2015, ["140302"]),
        ("拉萨市城关区", 2015, ["540102"]),
        ("兰州市城关区", 2015, ["620102"]),
        ("石家庄市长安区", 2015, ["130102"]),
        ("上海市长宁区", 2015, ["310105"]),
        ("双江拉祜族佤族布朗族傣族自治县", 2015, ["530925"]),
        # places right under a province, municipalities, the corps and the special regions
        ("湖北省仙桃市", 2015, ["429004"]),
        ("济源市", 2015, ["419001"]),
        ("石河子市", 2015, ["659001"]),
        ("重庆市彭水苗族土家族自治县", 2015, ["500243"]),
        ("新疆生产建设兵团", 2015, [None]),
        ("香港特别行政区", 2015, ["810000"]),
        # short forms
        ("广东", 2015, ["440000"]),
        ("内蒙古", 2015, ["150000"]),
        ("广西", 2015, ["450000"]),
        ("武汉", 2015, ["420100"]),
        ("广东广州市天河区", 2015, ["440106"]),
        ("内蒙古阿拉善左旗", 2015, ["152921"]),
        ("海南", 2015, ["460000"]),
        ("延边州", 2015, ["222400"]),
        ("黔东南州凯里市", 2015, ["522601"]),
        ("巴州", 2015, ["652800"]),
        ("耿马县", 2015, ["530926"]),
        ("鄂伦春自治旗", 2015, ["150723"]),
        # zones
        ("合肥经济技术开发区", 2019, ["340177"]),
        ("合肥市高新区", 2019, ["340176"]),
        ("苏州工业园区", 2019, ["320576"]),
        ("青岛西海岸新区", 2019, ["370211"]),
        # renamed, moved, abolished
        ("襄樊市", 2009, ["420600"]),
        ("襄阳市", 2012, ["420600"]),
        ("莱芜市", 2012, ["371200"]),
        ("济南市莱芜区", 2019, ["370116"]),
        ("监利县", 2012, ["421023"]),
        ("监利市", 2021, ["421088"]),
        ("巢湖市", 2009, ["341400"]),
        ("巢湖市", 2013, ["340181"]),
        ("即墨市", 2012, ["370282"]),
        ("重庆市江北区", 2020, ["500105"]),
        ("重庆市两江新区", 2025, ["500157"]),
        # what decides nothing stays open
        ("吉林", 2015, ["220000", "220200"]),
        ("鼓楼区", 2014, ["320106", "320302", "350102", "410204"]),
        ("朝阳区", 2014, ["110105", "220104"]),
        # no names
        ("政务服务中心", 2015, []),
        ("人和县区", 2015, []),
        ("各市县区", 2015, []),
    ],
)
def test_places_of_a_string(gazetteer: Gazetteer, text: str, year: int, wanted: list[str | None]) -> None:
    assert codes(gazetteer, text, year) == wanted


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        ("福州市人民政府网站 鼓楼区", ["350102"]),
        ("按照《开封日报》的报道,开封全市", ["410204"]),
        ("根据(闽政办[2014]5号)要求", ["350102"]),
        ("与台江区、仓山区、晋安区交流经验", ["350102"]),
        ("南京和徐州的鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("", ["320106", "320302", "350102", "410204"]),
    ],
)
def test_the_document_tells_namesakes_apart(gazetteer: Gazetteer, document: str, wanted: list[str]) -> None:
    assert codes(gazetteer, "鼓楼区", 2014, document) == wanted


@pytest.mark.parametrize(
    ("name", "printed_in", "year", "wanted"),
    [
        ("襄阳市", 2012, 2009, ("420600", "襄樊市")),
        ("襄樊市", 2009, 2012, ("420600", "襄阳市")),
        ("监利市", 2021, 2015, ("421023", "监利县")),
        ("即墨市", 2012, 2019, ("370215", "即墨区")),
        ("公主岭市", 2015, 2022, ("220184", "公主岭市")),
        ("莱芜市", 2012, 2022, ("371200", "莱芜市")),  # dissolved into two districts: no single successor
    ],
)
def test_a_place_is_followed_through_the_years(
    gazetteer: Gazetteer, name: str, printed_in: int, year: int, wanted: tuple[str, str]
) -> None:
    (division,) = gazetteer.settle(gazetteer.places(name), printed_in, "")
    followed = gazetteer.in_year(division, year)
    assert (followed.division_code, followed.name_zh) == wanted


def test_parents_exist_and_codes_are_told_apart_by_year(gazetteer: Gazetteer) -> None:
    """A code stands for one division in any year, and every parent is in the list."""
    for year in range(2008, 2026):
        valid = [division for division in gazetteer.divisions if division.division_code and division.is_valid(year)]
        known = [division.division_code for division in valid]
        assert len(known) == len(set(known))
    known_codes = {division.division_code for division in gazetteer.divisions}
    assert {division.parent_code for division in gazetteer.divisions} - known_codes <= {None}
    assert {division.successor_code for division in gazetteer.divisions} - known_codes <= {None}


def test_districts_of_municipalities_lie_in_the_municipality(gazetteer: Gazetteer) -> None:
    district = gazetteer.by_code("110105", 2019)
    assert district is not None
    assert [place.name_zh for place in gazetteer.above(district, 2019)] == ["北京市"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("36,坏区,county,360300,2000,,,here", "entry 坏区.*division_code"),
        ("360399,坏区,district,360300,2000,,,here", "entry 坏区.*level"),
        ("360399,坏区,county,360300,long ago,,,here", "entry 坏区.*valid_from"),
        ("360399,坏区,county", "entry 360399 坏区: 3 fields, not 8"),
    ],
)
def test_a_bad_row_stops_the_run(tmp_path: Path, row: str, message: str) -> None:
    for name in ("identity.yml", "divisions.csv", "divisions_extra.csv"):
        shutil.copy(CODEBOOK / name, tmp_path / name)
    with (tmp_path / "divisions_extra.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(DivisionsError, match=f"divisions_extra.csv:[0-9]+: {message}"):
        load_divisions(tmp_path)


def test_a_missing_list_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(DivisionsError, match=r"divisions\.csv"):
        load_divisions(tmp_path)


def test_spells_are_made_of_years(tmp_path: Path) -> None:
    """A renamed county becomes two spells; the first leads to the second; a placeholder is no parent."""
    assert list(stretches([2009, 2007, 2008, 2011])) == [(2007, 2009), (2011, 2011)]
    fields = ("year", "rank", "province_adcode", "province_name", "province_id")
    fields += ("city_adcode", "city_name", "city_id", "county_adcode", "county_name", "county_id")
    rows = [
        ("2008", "3", "429000", "湖北省", "429000", "429000", "直辖县", "429000", "429001", "旧县", "429009"),
        ("2009", "3", "429000", "湖北省", "429000", "429000", "直辖县", "429000", "429009", "新市", "429009"),
    ]
    spells = read_spells(dict(zip(fields, row, strict=True)) for row in rows)
    assert write_spells(spells, tmp_path / "divisions.csv") == 2
    with (tmp_path / "divisions.csv").open(encoding="utf-8") as file:
        written = [
            (row["name_zh"], row["valid_from"], row["valid_to"], row["successor_code"]) for row in csv.DictReader(file)
        ]
    assert written == [("旧县", "2008", "2008", "429009"), ("新市", "2009", "", "")]
