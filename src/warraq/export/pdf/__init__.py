"""The PDF exporter. Importing it loads no WeasyPrint; only an export does."""

from warraq.export.pdf.exporter import PdfExporter, PdfOptions

__all__ = ["PdfExporter", "PdfOptions"]
