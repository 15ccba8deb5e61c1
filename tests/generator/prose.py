"""Sentences that state known figures, and sentences whose numbers are none, written as offices write them.

The wording is this file's own. A `{name}` in a sentence is a figure; the measure it states stands beside
it, or `-` where it states none.
"""

import random
from dataclasses import dataclass

# Sentence, and the measure of each figure in order of appearance.
STATED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("全年通过各类渠道主动公开政府信息{a}条。", ("disclosure_items_total",)),
    ("本年度累计公开政府信息{a}条，其中政府网站公开{b}条，政务微信公开{c}条。", ("disclosure_items_total", "disclosure_items_channel_website", "disclosure_items_channel_wechat")),
    ("截至年底，我局共发布政务信息{a}条。", ("disclosure_items_total",)),
    ("门户网站全年更新发布信息{a}条。", ("disclosure_items_channel_website",)),
    ("通过官方微博发布信息{a}条，微信公众号推送信息{b}条。", ("disclosure_items_channel_weibo", "disclosure_items_channel_wechat")),
    ("在《示例日报》等报刊刊登信息{a}条。", ("disclosure_items_channel_newspaper",)),
    ("利用政务公开栏公开信息{a}条。", ("disclosure_items_channel_noticeboard",)),
    ("编印政府公报{a}期。", ("gazette_issues",)),
    ("共收到政府信息公开申请{a}件，较上年增长{p}%。", ("requests_new", "-")),
    ("全年受理依申请公开{a}件，均在法定期限内答复。", ("requests_new",)),
    ("本年新收政府信息公开申请{a}件，上年结转{b}件。", ("requests_new", "requests_carried_in")),
    ("接到公民、法人和其他组织提出的政府信息公开申请{a}件。", ("requests_new",)),
    ("其中，当面申请{a}件，网上申请{b}件，信函申请{c}件，传真申请{d}件。", ("requests_channel_in_person", "requests_channel_online", "requests_channel_letter", "requests_channel_fax")),
    ("受理申请后，予以公开{a}件，部分公开{b}件，不予公开{c}件，无法提供{d}件。", ("requests_granted", "requests_partial", "requests_denied", "requests_unable")),
    ("在答复申请中，同意公开{a}件，不同意公开{b}件，信息不存在{c}件。", ("requests_granted", "requests_denied", "requests_not_exist")),
    ("不予处理{a}件，其他处理{b}件，结转下年度继续办理{c}件。", ("requests_not_processed", "requests_other", "requests_carried_out")),
    ("收到政府信息公开申请{a}件，办结{b}件。", ("requests_new", "requests_completed")),
    ("因政府信息公开被申请行政复议{a}件，被提起行政诉讼{b}件。", ("reviews_total", "litigations_total")),
    ("发生涉及政府信息公开的行政复议案件{a}起、行政诉讼案件{b}起。", ("reviews_total", "litigations_total")),
    ("全年召开新闻发布会{a}场，开展在线访谈{b}期。", ("press_conferences", "online_interviews")),
    ("发布政策解读稿件{a}篇。", ("policy_interpretation_articles",)),
    ("发布各类政策解读材料{a}篇，回应社会关切{b}次。", ("policy_interpretation_articles", "response_events_total")),
    ("全年制发行政规范性文件{a}件，废止行政规范性文件{b}件。", ("normative_docs_issued", "normative_docs_repealed")),
    ("全市设有政府信息公开查阅点{a}个。", ("reading_points",)),
    ("查阅场所全年接待群众查阅{a}人次。", ("reading_point_visits",)),
    ("配备专职工作人员{a}名，兼职工作人员{b}名。", ("gid_staff_full_time", "gid_staff_part_time")),
    ("举办政府信息公开培训班{a}期，培训人员{b}人次。", ("training_sessions", "trainees")),
    ("组织开展政务公开业务培训{a}次。", ("training_sessions",)),
    ("全年收取信息处理费{a}元。", ("info_processing_fee",)),
    ("网站全年访问量达{a}人次。", ("disclosure_platform_visits",)),
)  # fmt: skip
SILENT: tuple[str, ...] = (
    "根据《条例》第{a}条的规定，各单位应当在{b}个工作日内公开。",
    "全年实现地区生产总值{a}亿元，新增就业{b}人。",
    "累计办理行政审批事项{a}件。",
    "公众号粉丝达到{a}人。",
    "下一步，力争全年公开信息{a}条以上。",
    "咨询电话：0000-{a}，邮编：{b}。",
    "召开党组会议{a}次研究部署安全生产工作。",
    "办理人大代表建议{a}件、政协提案{b}件。",
    "办公地点在示例大道{a}号，共{b}层。",
    "依据示政办发〔20{y}〕{a}号文件，调整了{b}个栏目。",
    "信息公开率同比提高{p}个百分点。",
)
ZEROS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("本年度未收到政府信息公开申请。", ("requests_new",)),
    ("全年没有发生因政府信息公开引起的行政复议和行政诉讼。", ("reviews_total", "litigations_total")),
    ("未收取任何费用。", ("fees_on_request",)),
    ("本单位无因政府信息公开被申请行政复议、提起行政诉讼的情况。", ("reviews_total", "litigations_total")),
    ("没有接到有关政府信息公开的举报。", ("complaints_total",)),
)


@dataclass(frozen=True)
class Prose:
    """A text, the figures it states in order, and the measures it says were zero."""

    text: str
    figures: tuple[tuple[str, str], ...]  # measure and figure as printed
    zeros: tuple[str, ...]


def compose(seed: int, sentences: int = 12) -> Prose:
    """Sentences drawn one after the other, each with figures of its own."""
    dice = random.Random(f"prose/{seed}")
    text, figures, zeros = [], [], []
    for _ in range(sentences):
        kind = dice.random()
        if kind < 0.65:
            sentence, measures = dice.choice(STATED)
            printed, values = _fill(sentence, dice)
            figures += [(measure, value) for measure, value in zip(measures, values, strict=True) if measure != "-"]
        elif kind < 0.85:
            printed, _ = _fill(dice.choice(SILENT), dice)
        else:
            printed, measures = dice.choice(ZEROS)
            zeros += measures
        text.append(printed)
    return Prose("\n".join(text), tuple(figures), tuple(zeros))


def _fill(sentence: str, dice: random.Random) -> tuple[str, list[str]]:
    values = []
    while "{" in sentence:
        before, _, rest = sentence.partition("{")
        name, _, after = rest.partition("}")
        value = str(
            dice.randint(10, 25) if name == "y" else dice.choice((dice.randint(1, 99), dice.randint(100, 98765)))
        )
        values.append(value)
        sentence = before + value + after
    return sentence, values
