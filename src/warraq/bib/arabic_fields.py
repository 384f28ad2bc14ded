"""Arabic names of entry types and fields, as authors write them who type a file by hand."""

from __future__ import annotations

_TYPES = {
    "article": "مقال مقالة بحث دراسة دورية",
    "book": "كتاب مؤلف مرجع مصدر",
    "incollection": "فصل فصل_في_كتاب",
    "inproceedings": "ورقة مؤتمر ورقة_مؤتمر",
    "thesis": "رسالة أطروحة اطروحة",
    "report": "تقرير",
    "online": "موقع رابط صفحة",
    "misc": "متفرقات أخرى",
}
_FIELDS = {
    "author": "مؤلف المؤلف مؤلفون المؤلفون كاتب الكاتب باحث الباحث",
    "title": "عنوان العنوان",
    "subtitle": "عنوان_فرعي",
    "editor": "محرر المحرر محقق المحقق",
    "translator": "مترجم المترجم",
    "publisher": "ناشر الناشر دار_النشر",
    "location": "مكان المكان مدينة المدينة مكان_النشر بلد",
    "year": "سنة السنة عام العام سنة_النشر",
    "date": "تاريخ التاريخ تاريخ_النشر",
    "month": "شهر الشهر",
    "edition": "طبعة الطبعة",
    "journaltitle": "مجلة المجلة دورية الدورية صحيفة جريدة",
    "booktitle": "عنوان_الكتاب في_كتاب",
    "volume": "مجلد المجلد جزء الجزء",
    "number": "عدد العدد رقم الرقم",
    "pages": "صفحات الصفحات صفحة ص",
    "institution": "جامعة الجامعة مؤسسة المؤسسة جهة",
    "series": "سلسلة السلسلة",
    "url": "رابط الرابط موقع الموقع",
    "urldate": "تاريخ_الاطلاع",
    "type": "نوع النوع",
    "langid": "لغة اللغة",
    "note": "ملاحظة ملاحظات",
}


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words.split()}


TYPES = _by_word(_TYPES)
"""BibLaTeX's types of entries by their Arabic names."""

FIELDS = _by_word(_FIELDS)
"""BibLaTeX's names of fields by Arabic ones."""
