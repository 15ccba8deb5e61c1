"""Who reports on which year: titles, damaged and lost titles, dates, and texts that are no reports.

Bodies and titles are written for these tests; the five real reports are held out and only compared.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.codebook import Codebook
from gongkai.formats import decode
from gongkai.identify import IdentityError, identify, load_identity
from gongkai.identity.dates import title_year
from gongkai.records import Document, ReportHeader

CODEBOOK = Path(__file__).parent.parent.parent / "codebook"
BODY = """
本报告依据《中华人民共和国政府信息公开条例》编写。
一、概述
信息公开按部就班。
二、主动公开政府信息情况
主动公开政府信息12条。
三、依申请公开政府信息情况
收到申请3件。
四、收费及减免情况
没有收费。
五、行政复议、行政诉讼情况
没有发生。
六、存在的主要问题及改进情况
人手不足。
"""
TITLE = "政府信息公开工作年度报告"


def header(codebook: Codebook, text: str, file_name: str = "report.txt") -> ReportHeader:
    document = Document(document_id="0", sha256="0", file_name=file_name, format="text", encoding="utf-8", text=text)
    normalized = codebook.normalizer.normalize(text)
    return identify(document, normalized.text, normalized.script, codebook)


# title | issuer | type | level | jurisdiction code | year
TITLES = [
    # townships and streets that bear the names of cities
    (f"宜章县玉溪镇2012年{TITLE}", "宜章县玉溪镇人民政府", "government", "township", "431022", 2012),
    (
        f"湖南省宜章县安阳镇人民政府2012年{TITLE}",
        "湖南省宜章县安阳镇人民政府",
        "government",
        "township",
        "431022",
        2012,
    ),
    (
        f"大连市西岗区北京街道办事处2012年{TITLE}",
        "大连市西岗区北京街道办事处",
        "government",
        "township",
        "210203",
        2012,
    ),
    (f"玉溪镇2012年{TITLE}", "玉溪镇人民政府", "government", "township", None, 2012),
    (f"北京路街道2012年{TITLE}", "北京路街道办事处", "government", "township", None, 2012),
    (f"玉溪2012年{TITLE}", "玉溪市人民政府", "government", "prefecture", "530400", 2012),
    # papers by which a report is handed on
    ("宜章县财政局关于2012年政府信息公开工作情况的汇报", "宜章县财政局", "department", "county", "431022", 2012),
    (f"宜章县财政局关于报送2012年{TITLE}的报告", "宜章县财政局", "department", "county", "431022", 2012),
    (f"宜章县财政局关于2012年{TITLE}的公告", "宜章县财政局", "department", "county", "431022", 2012),
    # ministries and their branches
    (f"教育部2015年{TITLE}", "教育部", "department", "national", None, 2015),
    (f"国家税务总局2018年{TITLE}", "国家税务总局", "department", "national", None, 2018),
    (f"中国证券监督管理委员会2012年{TITLE}", "中国证券监督管理委员会", "department", "national", None, 2012),
    (f"国家新闻出版广电总局2013年{TITLE}", "国家新闻出版广电总局", "department", "national", None, 2013),
    (f"国家税务总局北京市税务局2020年{TITLE}", "国家税务总局北京市税务局", "department", "province", "110000", 2020),
    (
        f"国家税务总局合肥市瑶海区税务局2019年{TITLE}",
        "国家税务总局合肥市瑶海区税务局",
        "department",
        "county",
        "340102",
        2019,
    ),
    (f"国家统计局安徽调查总队2014年{TITLE}", "国家统计局安徽调查总队", "department", "province", "340000", 2014),
    (f"中国人民银行合肥中心支行2016年{TITLE}", "中国人民银行合肥中心支行", "department", "prefecture", "340100", 2016),
    (f"中华人民共和国广州海关2013年{TITLE}", "中华人民共和国广州海关", "department", "prefecture", "440100", 2013),
    # provinces
    (f"湖北省人民政府2009年{TITLE}", "湖北省人民政府", "government", "province", "420000", 2009),
    (f"广东省2018年{TITLE}", "广东省人民政府", "government", "province", "440000", 2018),
    (f"广东2010年{TITLE}", "广东省人民政府", "government", "province", "440000", 2010),
    ("2020年上海市政府信息公开工作年度报告", "上海市人民政府", "government", "province", "310000", 2020),
    ("上海市2004年政府信息公开年度报告", "上海市人民政府", "government", "province", "310000", 2004),
    (
        f"广西壮族自治区人民政府办公厅2015年{TITLE}",
        "广西壮族自治区人民政府办公厅",
        "department",
        "province",
        "450000",
        2015,
    ),
    (f"新疆生产建设兵团2013年{TITLE}", "新疆生产建设兵团", "government", "province", None, 2013),
    # prefectures, renamed and dissolved ones
    ("襄樊市2009年政府信息公开年度报告", "襄樊市人民政府", "government", "prefecture", "420600", 2009),
    ("襄阳市2010年政府信息公开年度报告", "襄阳市人民政府", "government", "prefecture", "420600", 2010),
    ("莱芜市2018年政府信息公开年度报告", "莱芜市人民政府", "government", "prefecture", "371200", 2018),
    ("巢湖市2009年政府信息公开年度报告", "巢湖市人民政府", "government", "prefecture", "341400", 2009),
    (f"景德镇市2012年{TITLE}", "景德镇市人民政府", "government", "prefecture", "360200", 2012),
    (f"延边州2013年{TITLE}", "延边朝鲜族自治州人民政府", "government", "prefecture", "222400", 2013),
    (f"大兴安岭地区行政公署2013年{TITLE}", "大兴安岭地区行政公署", "government", "prefecture", "232700", 2013),
    (f"锡林郭勒盟2013年{TITLE}", "锡林郭勒盟行政公署", "government", "prefecture", "152500", 2013),
    (f"武汉市财政局二〇一二年{TITLE}", "武汉市财政局", "department", "prefecture", "420100", 2012),
    (f"武汉市财政局{TITLE}(2019年度)", "武汉市财政局", "department", "prefecture", "420100", 2019),
    (
        "四川省乐山市政务服务中心2012年度政府信息公开年报",
        "四川省乐山市政务服务中心",
        "department",
        "prefecture",
        "511100",
        2012,
    ),
    # counties and districts, repeated names
    ("巢湖市2013年政府信息公开年度报告", "巢湖市人民政府", "government", "county", "340181", 2013),
    ("济南市莱芜区2019年政府信息公开年度报告", "济南市莱芜区人民政府", "government", "county", "370116", 2019),
    (f"监利县人民政府2019年{TITLE}", "监利县人民政府", "government", "county", "421023", 2019),
    (f"监利市2020年{TITLE}", "监利市人民政府", "government", "county", "421088", 2020),
    (f"监利市2016年{TITLE}", "监利市人民政府", "government", "county", "421023", 2016),
    (f"福州市鼓楼区人民政府2014年{TITLE}", "福州市鼓楼区人民政府", "government", "county", "350102", 2014),
    (f"鼓楼区2014年{TITLE}", "鼓楼区人民政府", "government", "county", None, 2014),
    (f"北京市朝阳区人民政府2008年{TITLE}", "北京市朝阳区人民政府", "government", "county", "110105", 2008),
    (f"黔东南州凯里市2013年{TITLE}", "黔东南州凯里市人民政府", "government", "county", "522601", 2013),
    (f"2015年度重庆市江北区{TITLE}", "重庆市江北区人民政府", "government", "county", "500105", 2015),
    ("安源区人民政府信息公开年度报告(2014年)", "安源区人民政府", "government", "county", "360302", 2014),
    ("安源区政府2014年信息公开年度报告", "安源区人民政府", "government", "county", "360302", 2014),
    ("安源区人民政府办公室2014年政府信息公开年度报告", "安源区人民政府办公室", "department", "county", "360302", 2014),
    (f"郑州市二七区人民政府关于2010年{TITLE}", "郑州市二七区人民政府", "government", "county", "410103", 2010),
    ("关于报送2012年度安源区政府信息公开工作情况的报告", "安源区人民政府", "government", "county", "360302", 2012),
    (f"武汉市江夏区教育体育局2012年度{TITLE}", "武汉市江夏区教育体育局", "department", "county", "420115", 2012),
    (
        "绍兴市越城区人口和计划生育局2012年政府信息公开年度报告",
        "绍兴市越城区人口和计划生育局",
        "department",
        "county",
        "330602",
        2012,
    ),
    (f"# 沭阳县2023年{TITLE}", "沭阳县人民政府", "government", "county", "321322", 2023),
    (f"{TITLE}(沭阳县财政局2023年)", "沭阳县财政局", "department", "county", "321322", 2023),
    # townships
    (
        f"北京市朝阳区望京街道办事处2016年{TITLE}",
        "北京市朝阳区望京街道办事处",
        "government",
        "township",
        "110105",
        2016,
    ),
    (f"庐江县汤池镇人民政府2013年{TITLE}", "庐江县汤池镇人民政府", "government", "township", "340124", 2013),
    (f"庐江县汤池镇2013年{TITLE}", "庐江县汤池镇人民政府", "government", "township", "340124", 2013),
    (f"团结乡2020年{TITLE}", "团结乡人民政府", "government", "township", None, 2020),
    # development zones and new areas
    (
        f"合肥经济技术开发区管理委员会2019年{TITLE}",
        "合肥经济技术开发区管理委员会",
        "government",
        "county",
        "340177",
        2019,
    ),
    (f"合肥高新区管委会2019年{TITLE}", "合肥高新区管委会", "government", "county", "340176", 2019),
    (f"苏州工业园区2012年{TITLE}", "苏州工业园区管理委员会", "government", "county", "320576", 2012),
    (f"河北雄安新区管理委员会2019年{TITLE}", "河北雄安新区管理委员会", "government", "prefecture", "130000", 2019),
    (
        f"襄阳高新技术产业开发区管理委员会2019年{TITLE}",
        "襄阳高新技术产业开发区管理委员会",
        "government",
        None,
        "420600",
        2019,
    ),
    (
        f"上海市国有资产监督管理委员会2019年{TITLE}",
        "上海市国有资产监督管理委员会",
        "department",
        "province",
        "310000",
        2019,
    ),
    (
        f"上海市人民政府驻北京办事处2013年{TITLE}",
        "上海市人民政府驻北京办事处",
        "department",
        "province",
        "310000",
        2013,
    ),
    # a place that no list has
    (f"示例市样本区2022年{TITLE}", "示例市样本区人民政府", "government", None, None, 2022),
]


@pytest.mark.parametrize(("title", "issuer", "issuer_type", "level", "code", "year"), TITLES)
def test_titles(
    codebook: Codebook, title: str, issuer: str, issuer_type: str, level: str, code: str, year: int
) -> None:
    found = header(codebook, f"{title}\n{BODY}")
    seen = (found.issuer, found.issuer_type, found.level, found.jurisdiction_code, found.report_year)
    assert seen == (issuer, issuer_type, level, code, year)
    assert found.document_class == "report"
    assert found.title == title.removeprefix("# ")
    assert (found.period_start, found.period_end) == (date(year, 1, 1), date(year, 12, 31))


# how the page prints it | title | issuer | year
DAMAGED = [
    (
        f"中国萍乡首页 | 设为首页 | 加入收藏\n当前位置: 首页 > 信息公开年度报告\n安源区2012年{TITLE}",
        f"安源区2012年{TITLE}",
        "安源区人民政府",
        2012,
    ),
    (f"重庆市江北区人民政府\n\n2019年{TITLE}", f"重庆市江北区人民政府2019年{TITLE}", "重庆市江北区人民政府", 2019),
    (f"沭阳县财政局\n2019年度\n{TITLE}", f"沭阳县财政局2019年度{TITLE}", "沭阳县财政局", 2019),
    (f"沭阳县财政局{TITLE}\n(2019年度)", f"沭阳县财政局{TITLE}(2019年度)", "沭阳县财政局", 2019),
    ("沭阳县财政局2019年政府信息公开\n工作年度报告", f"沭阳县财政局2019年{TITLE}", "沭阳县财政局", 2019),
    (
        "瑶海区人民政府 2019 年政府信息公开 工作年度 报告 本报告按要求编写。",
        f"瑶海区人民政府2019年{TITLE}",
        "瑶海区人民政府",
        2019,
    ),
    (
        "瑶海区人民政府2019年政府信息公开工作年报告.docx\n12 页 1.152 MB下载文档",
        "瑶海区人民政府2019年政府信息公开工作年报告",
        "瑶海区人民政府",
        2019,
    ),
    (f"《沭阳县2015年{TITLE}》", f"沭阳县2015年{TITLE}", "沭阳县人民政府", 2015),
    (f"首页 > 公开年报 > 沭阳县2015年{TITLE} 发布时间:2016-03-15", f"沭阳县2015年{TITLE}", "沭阳县人民政府", 2015),
    (f"沭阳县2015年{TITLE}_沭阳县人民政府", f"沭阳县2015年{TITLE}", "沭阳县人民政府", 2015),
    ("樂山市財政局2012年政府資訊公開工作年度報告", "樂山市財政局2012年政府資訊公開工作年度報告", "乐山市财政局", 2012),
    (
        f"关于公布沭阳县财政局2019年{TITLE}的通知\n各科室:\n沭阳县财政局2019年{TITLE}",
        f"沭阳县财政局2019年{TITLE}",
        "沭阳县财政局",
        2019,
    ),
]


@pytest.mark.parametrize(("printed", "title", "issuer", "year"), DAMAGED)
def test_damaged_titles(codebook: Codebook, printed: str, title: str, issuer: str, year: int) -> None:
    found = header(codebook, f"{printed}\n{BODY}")
    assert (found.document_class, found.title, found.issuer, found.report_year) == ("report", title, issuer, year)


# text | what is known of it
BODIES = [
    (
        f"本年报由安源区人民政府办公室编制。统计期限自2012年1月1日至2012年12月31日。{BODY}",
        {
            "title": None,
            "issuer": "安源区人民政府",
            "issuer_basis": "body",
            "report_year": 2012,
            "report_year_basis": "body",
        },
    ),
    (
        f"2016年,我局认真做好公开。2016年公开3条。2016年没有申请。{BODY}武汉市江夏区财政局\n二〇一七年三月二十日\n",
        {
            "issuer": "武汉市江夏区财政局",
            "issuer_basis": "signature",
            "jurisdiction_code": "420115",
            "report_year": 2016,
            "publication_date": date(2017, 3, 20),
            "publication_date_basis": "signature",
        },
    ),
    (
        "政府信息公开情况统计表\n(2015年度)\n填报单位(盖章):合肥市瑶海区人民政府办公室\n收到申请数\n3\n申请办结数\n3\n"
        "单位负责人: 审核人: 填报人:\n填报日期:2016年 1月 20\n",
        {
            "issuer": "合肥市瑶海区人民政府",
            "issuer_basis": "table",
            "report_year": 2015,
            "report_year_basis": "table",
            "fill_date": date(2016, 1, 20),
            "publication_date": date(2016, 1, 20),
            "publication_date_basis": "table",
        },
    ),
    (
        f"政务服务中心2012年度{TITLE}\n{BODY}《乐山市政务服务中心窗口管理办法》",
        {
            "issuer": "乐山市政务服务中心",
            "issuer_basis": "body",
            "jurisdiction_code": "511100",
            "jurisdiction_basis": "body",
        },
    ),
    (
        f"县政府2015年{TITLE}\n{BODY}\n沭阳县人民政府办公室\n2016年3月1日\n",
        {"issuer": "沭阳县人民政府", "jurisdiction_code": "321322", "publication_date": date(2016, 3, 1)},
    ),
    (
        f"团结乡2020年{TITLE}\n{BODY}地址:安顺市西秀区团结乡人民政府",
        {"issuer": "安顺市西秀区团结乡人民政府", "level": "township", "jurisdiction_code": "520402"},
    ),
    (
        f"瑶海区人民政府2019年{TITLE}\n{BODY}请与合肥市瑶海区人民政府办公室联系。",
        {"issuer": "合肥市瑶海区人民政府", "issuer_basis": "title", "jurisdiction_basis": "title"},
    ),
    (
        f"朝阳区2012年{TITLE}\n{BODY}\n主办:北京市朝阳区人民政府 京ICP备05000000号",
        {"jurisdiction_code": "110105", "jurisdiction_basis": "inferred", "issuer": "北京市朝阳区人民政府"},
    ),
    (
        f"朝阳区2012年{TITLE}\n{BODY}",
        {
            "jurisdiction_code": None,
            "jurisdiction_name": "朝阳区",
            "jurisdiction_basis": "ambiguous",
            "level": "county",
        },
    ),
    (
        f"示例县2012年{TITLE}\n{BODY}湖北省人民政府、湖北省财政厅、湖北省水利厅",
        {"jurisdiction_code": None, "jurisdiction_basis": None},
    ),
    # periods and years
    (
        f"安源区2008年{TITLE}\n统计期限自2008年5月1日起至2008年12月31日止。\n{BODY}安源区人民政府 2009年3月28日\n",
        {
            "period_start": date(2008, 5, 1),
            "period_end": date(2008, 12, 31),
            "period_basis": "body",
            "publication_date": date(2009, 3, 28),
        },
    ),
    (
        f"安源区卫生局{TITLE}\n数据统计期限为20201月1日起至202012月31日。\n{BODY}",
        {"report_year": 2020, "report_year_basis": "body", "period_end": date(2020, 12, 31)},
    ),
    (
        f"安源区卫生局{TITLE}\n统计期限为2018年11日至2018年1231日。\n{BODY}",
        {"report_year": 2018, "period_start": date(2018, 1, 1), "period_end": date(2018, 12, 31)},
    ),
    (
        f"安源区{TITLE}\n(国办公开办函[2019]60号)\n{BODY}\n安源区人民政府\n2021年1月5日",
        {"report_year": 2020, "report_year_basis": "inferred"},
    ),
    # the stamp of a copy is no publication
    (f"荆州市2011年{TITLE}\n发布时间:2023-01-26 10:45\n{BODY}", {"publication_date": None}),
    (f"荆州市2011年{TITLE}\n生活百科 2012-03-26 10:45\n{BODY}", {"publication_date": None}),
    (
        f"荆州市2011年{TITLE}\n发布时间:2012-03-26 10:45 来源:荆州市人民政府\n{BODY}",
        {"publication_date": date(2012, 3, 26), "publication_date_basis": "body"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), BODIES)
def test_bodies(codebook: Codebook, text: str, wanted: dict[str, Any]) -> None:
    found = header(codebook, text)
    assert found.document_class == "report"
    assert {field: getattr(found, field) for field in wanted} == wanted


def test_the_name_of_the_file_is_the_last_source(codebook: Codebook) -> None:
    found = header(codebook, BODY + "2019年", f"安源区2019年{TITLE}.docx")
    assert (found.title, found.issuer, found.report_year) == (None, "安源区人民政府", 2019)
    assert (found.issuer_basis, found.report_year_basis) == ("file_name", "file_name")


SECTIONS = (
    "一、总体情况 二、主动公开 三、收到和处理政府信息公开申请 四、行政复议、行政诉讼 五、存在的主要问题 六、收费情况"
)
OTHERS = [
    ("", "no_sign"),
    ("会议室借用须知\n请提前一天登记。", "no_sign"),
    (
        "国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知\n"
        f"各省、自治区、直辖市人民政府办公厅:\n现印发给你们,请遵照执行。\n(____年)政府信息公开工作年度报告\n{SECTIONS}",
        "notice",
    ),
    (f"关于做好2019年{TITLE}编制工作的通知\n各乡镇人民政府:\n{SECTIONS}\n附件\n2019年{TITLE}\n{SECTIONS}", "notice"),
    ("安源区2019年政务公开工作要点\n一、主动公开 二、依申请公开", "plan"),
    (
        "中华人民共和国政府信息公开条例\n第一条 总则\n第二条 主动公开\n第三条 依申请公开\n第四条 诉讼\n第五条 报告",
        "regulation",
    ),
    ("政府信息公开情况统计表\n(20XX年度)\n填报单位:\n收到申请数 件\n申请办结数 件\n四、行政复议数量\n", "blank_form"),
    (f"XX县XX局2021年{TITLE}\n{SECTIONS}", "blank_form"),
    ("荆州市公布2011年政府信息公开年度报告\n本报讯 3月20日,荆州市公布年报,主动公开12万条,依申请公开1件。\n", "news"),
    (f"我市2019年{TITLE}出炉\n近日,市政府办公室发布年报,全年主动公开信息。\n", "news"),
    ("安源区人民政府政府信息公开指南\n本指南说明:主动公开 依申请公开 收费标准 行政复议 行政诉讼\n", "guide"),
    ("2019年上半年萍乡市政府信息公开工作报告\n上半年主动公开政府信息12条,依申请公开3件,没有行政复议。", "half_year"),
    ("萍乡市2019年上半年政府信息公开工作情况通报\n主动公开", "half_year"),
    ("2019年政府信息公开第三方评估报告\n本次评估看主动公开和依申请公开", "evaluation"),
    (f"安源区举办2019年{TITLE}编制培训会\n3月1日,区政府办举办培训,讲主动公开、依申请公开", "training"),
    (f"安源区2012年{TITLE} 2013-03-05\n安源区2011年{TITLE} 2012-03-05\n", "title_only"),
]


@pytest.mark.parametrize(("text", "reason"), OTHERS)
def test_texts_that_are_no_reports(codebook: Codebook, text: str, reason: str) -> None:
    found = header(codebook, text)
    assert (found.document_class, found.class_reason.partition(":")[0]) == ("not_a_report", reason)
    assert (found.issuer, found.report_year) == (None, None)


def test_wrapped_lines_that_name_a_notice_are_no_headline(codebook: Codebook) -> None:
    """Running text cut into short lines names notices and half-years without being one."""
    lines = "本局每季度检查信息公开\n根据国务院办公厅政府信息与政务公开办公室关于年度报告的通知\n"
    found = header(codebook, f"本报告由沭阳县财政局编制,\n{lines}{BODY}统计期限自2016年1月1日至2016年12月31日")
    assert (found.document_class, found.report_year) == ("report", 2016)


def test_a_form_that_cites_articles_is_no_regulation(codebook: Codebook) -> None:
    """The rows of the newer forms begin like articles: 第二十条第(一)项."""
    form = "第二十条第(一)项\n规章\n3\n第二十条第(五)项\n行政许可\n4\n第二十条第(六)项\n第二十条第(八)项\n"
    found = header(codebook, f"统计期限为2022年1月1日至2022年12月31日。\n{BODY}{form}沭阳县财政局\n2023年1月5日")
    assert (found.document_class, found.issuer, found.report_year) == ("report", "沭阳县财政局", 2022)


def test_wording_alone_makes_no_report(codebook: Codebook) -> None:
    """An essay with the words of all sections, of nobody and on no year, is no report."""
    essay = "主动公开,依申请公开,收费,复议,诉讼,存在的问题:自2008年以来人们常谈论这些。"
    found = header(codebook, essay)
    assert (found.document_class, found.class_reason[:7]) == ("not_a_report", "no_sign")


REAL = {
    "000": ("安源区2012年政府信息公开年度报告", "安源区人民政府", "360302", "county", 2012, None, date(2013, 1, 5)),
    "001": (
        "政務服務中心2012年度政府信息公開工作年度報告",
        "乐山市政务服务中心",
        "511100",
        "prefecture",
        2012,
        None,
        None,
    ),
    "002": ("荆州市2011年政府信息公开年度报告", "荆州市人民政府", "421000", "prefecture", 2011, None, None),
    "003": (
        "上饶市信州区人民政府2017年度政府信息公开工作报告",
        "上饶市信州区人民政府",
        "361102",
        "county",
        2017,
        date(2018, 2, 11),
        date(2018, 2, 11),
    ),
    "004": (
        "瑶海区人民政府2019年政府信息公开工作年度报告",
        "合肥市瑶海区人民政府",
        "340102",
        "county",
        2019,
        None,
        None,
    ),
}


@pytest.mark.parametrize("number", REAL)
def test_real_reports(codebook: Codebook, real_reports: Path, number: str) -> None:
    (path,) = real_reports.glob(f"{number}_*")
    document = decode(path.read_bytes(), path.name)
    normalized = codebook.normalizer.normalize(document.text)
    found = identify(document, normalized.text, normalized.script, codebook)
    seen = (found.title, found.issuer, found.jurisdiction_code, found.level, found.report_year)
    assert (*seen, found.publication_date, found.fill_date) == REAL[number]
    assert found.script == ("traditional" if number == "001" else "simplified")


def test_any_cut_of_a_report_is_identified(codebook: Codebook) -> None:
    """A file cut off anywhere, even inside its title, gets a header."""
    text = f"首页 > 公开年报\n重庆市江北区财政局\n2019年度\n{TITLE}\n{BODY}填报单位:\n重庆市江北区财政局\n2020年3月1日"
    for end in range(len(text)):
        assert header(codebook, text[:end]).document_id


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("2012年度", 2012),
        ("(2019年度)", 2019),
        ("二〇一二年", 2012),
        ("二○一二年度", 2012),
        ("二零一二年", 2012),
        ("二O一五年", 2015),
        ("国办公开办函[2019]60号", None),
        ("2013年3月20日", None),
        ("2013-03-20", None),
        ("政府信息公开年度报告", None),
    ],
)
def test_years_of_titles(words: str, year: int | None) -> None:
    assert title_year(words) == year


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  mark: 公开", "  mark: 公开\n  marks: 公开", "unknown field `marks`.*title"),
        ("  telling: 5", "  telling: five", r"Expected `int`.*classes\.telling"),
        ("  away: 驻", "  away: [驻]", r"Expected `str`.*issuers\.away"),
        ("  placeless: [", "  placeless: ['', ", "entry issuers: field placeless: an empty word"),
    ],
)
def test_a_bad_entry_stops_the_run(tmp_path: Path, old: str, new: str, message: str) -> None:
    content = (CODEBOOK / "identity.yml").read_text(encoding="utf-8")
    assert old in content
    path = tmp_path / "identity.yml"
    path.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(IdentityError, match=f"identity.yml: .*{message}"):
        load_identity(path)
